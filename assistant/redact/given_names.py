"""Given names of many peoples, in lower case and without accents, that are no clinical words."""

GIVEN_NAMES = frozenset(
    """
    aadil aaliyah aarav aaron aarti abdallah abdelkader abdirahman abdou abdul abdullah abebe abel
    abena abhishek abigail abiola abir abla abner abraham achieng achim ada adaeze adam adama addie
    adebayo adel adela adele adeline adeola aderonke adia aditi aditya adnan adolfo adrian adriana
    adriano adrienne afia afonso agata agnes agnese agnieszka ahmad ahmed ahmet aidan aileen aimee
    ainhoa aino aisha aisling aiyana ajay akbar akeem akiko akin akinyi akira akosua aksel alain
    alan alana alasdair alastair alba albert alberta alberto aldo alec aleena alejandro aleksander
    aleksandra aleksei alessandra alessandro alessia aleta alex alexander alexandra alexis alfie
    alfonso alfred alfredo algernon alhaji ali alice alicia alina aline alisa alisha alison alistair
    alix aliyah allan allegra allen allison alma alois alonzo aloysius althea alva alvaro alvin
    alyssa amadou amal amanda amandine amani amara amarjit ambrose ameer amelia amelie amin amina
    aminata amir amira amit amna amos amparo amrita amy ana anabel anahita anand ananya anastasia
    anatole anatoly anders andre andrea andreas andrei andres andrew andrzej andy aneta aneurin
    angela angelica angelina angelo angharad angus anh anika anil anisa anita anjali anjum anke ann
    anna annabel annalise anne annelies annette annie annika annushka anouk ansel anselm anselmo
    anthea anthony antje antoine antoinette anton antonella antonia antonina antonio anuj anupam
    anuradha anwar anya aoife apinya apollonia apolonia araceli aran arash archibald archie ariana
    arianna ariel arif arjan arjun arlene arlo armand armando armin arnaud arne arnold arpita arsen
    artem artemis arthur arturo arun aruna arvid arvind asha asher ashish ashley ashok ashraf asif
    asma assan astou astrid atsushi aubrey audra audrey auguste augustine augusto aurelia aurelie
    aurelio austin ava avery axel ayaan ayaka ayana ayanda aydin ayesha aylin ayo ayodele ayse aysha
    azadeh aziz aziza azra babajide babak bahar bahram balazs balbir baldev baltasar barack barbara
    barbra bartholomew bartosz bashir basil bassam bastien beata beatrice beatrix beatriz becky bela
    belen belinda bella belle ben benedict benedikt benita benito benjamim benjamin benoit berenice
    bernadette bernard bernardo bernd bernhard bernice bert bertha bertram bess beth betsy bettie
    bettina betty beulah beverley beverly bhavna bianca bibi biljana binh binta birgit birgitta
    bjorn blaise blessing bob bobbie bobby bogdan bojan bolanle boleslaw bonita bonnie boris borja
    boubacar bradford bradley brandi brandon branislav branko breda brenda brendan brenna brent
    brian bridget brigid brigitte britney brittany brody bronagh bronislaw bronwen bronwyn bruce
    bruno bryan bryony bukola burak busisiwe byron cai caitlin caius caleb callum calum calvin
    cameron camila camilla camille camilo candace candice caoimhe carina carl carla carlo carlos
    carlotta carlton carly carmen carol carole caroline carolyn carrie carsten casey casimir caspar
    cassandra cassidy cassie caterina cathal catherina catherine cathleen cathy catriona cecil
    cecile cecilia cedric celeste celestine celia celine cemal cesar chaim chanda chandni chandra
    chantal charlene charles charlie charlotte chaya chelsea chen cheng cheryl chiamaka chiara
    chidera chidi chidinma chika chimamanda chinedu chinonso chinwe chioma chizoba chloe choi chris
    christa christabel christelle christian christiane christina christine christoph christopher
    christos chukwudi chukwuemeka chun cian ciara cillian cindy claire clara clarence clarice
    clarissa claude claudette claudia claudio claus clemens clement clementine cleo clifford clint
    clive clotilde clyde coen coleen colette colin colleen colm concepcion conchita connor corinne
    cormac cornelia cornelius cosima costas courtney craig cristian cristiano cristina cristobal
    curtis cuthbert cynthia cyril cyrus czeslaw dagmar dagny daisuke dakota dale dalia damian damien
    damilola damir damon dana danica daniel daniela danielle danila danilo danny danuta daphne dara
    daria dario darius dariusz darko darla darlene darrell darren darryl daryl david davide davina
    davit dawid dawit debbie deborah debra declan deepak deirdre dejan delia della delphine delroy
    demetrius denisa denise deniz dennis denys derek dervla desiree desmond devi devin devon dhanush
    dharmendra diamantis diana diane dianne diarmuid diego dieter dietmar dietrich dilip dillon
    dilshad dimitra dimitri dimitrios dina dinah dinesh dinh dionne dipak dirk divya djamila dmitri
    dmytro dolores domenico domingo dominic dominik dominika dominique donal donald donatella donna
    donovan dora doreen doris dorota dorothea dorothy douglas douglass dragan duane dudley dulce
    duncan dusan dustin duy dwayne dwight dylan dympna eamon eamonn ebba ebele ebony ebru eddie
    edgar edgardo edie edina edison edith edmond edmund edna edoardo eduard eduardo edvard edward
    edwin edwina efosa efua egil egor eileen eilidh einar eirik ekaterina ekene ekrem elaina elaine
    eleanor eleanora elena eleni eleonora elfriede eli elia elias elif elijah elin elina elinor
    eliot eliza elizabeth elke ella elle ellen elliot elliott elmer elodie eloise elsa elsie elspeth
    elton elva elvira elvis elwood elzbieta emanuel emanuela emeka emil emile emilia emiliano emilie
    emilio emily emine emma emmanuel emmanuelle emmeline emmett emre encarnacion enda eniola enoch
    enrico enrique ephraim eric erica erich erick erik erika erin erkan erling erma ernest ernestine
    ernesto ernst errol erwin esme esmeralda esperanza esra esteban estefania estela estelle ester
    esther ethan etienne eugene eugenia eugenie eugenio eulalia eunice eustace eva evan evangelina
    evangeline evangelos evelina evelyn everett evgeny evie ewa ewan ewelina ezekiel ezinne ezra
    fabian fabiana fabien fabio fabiola fabrice fadi fadila fahad faisal faiza fanny farah fareed
    farhad farhan farid farida fariha farooq farrah fatemeh fathima fatima fatma fatou fatoumata
    fatuma faustino faye febe federica federico felicia feliciano felicity feliks felipe felix
    fenella feodor ferdinand ferenc fergal fergus fernanda fernando festus fidel filip filippo
    finbar finlay finn finnegan fiona fionn fionnuala firas fitzroy flavia flavio fleur florence
    florian floriana floyd folake foluke fran franca frances francesca francine francis francisco
    franco frankie franklin franz franziska fraser fred freda freddie freddy frederic frederica
    frederick frederik fredrik freya frida frieda friedrich fritz fumiko funmilayo fyodor gabby
    gabriel gabriela gabriele gabriella gabrielle gail galina ganesh gareth garfield garrett gary
    gaspard gaston gaurav gauri gavin gayle gearoid gebre gemma gena genevieve geoff geoffrey georg
    george georges georgiana georgie georgina geraint gerald geraldine gerard gerardo gerda gerhard
    germaine gertrude gethin ghassan ghislaine giacomo gian gianluca gianna gideon gilberto gilda
    giles gillian gina ginette ginny giorgio giorgos giovanna giovanni gisela giselle giulia
    giuseppe gladys glenda glenn gloria gobind godfrey godwin gonzalo gopal goran gordon gottfried
    graciela graham grainne grant grazia grazyna greg gregory greta gretchen grete griselda grzegorz
    guadalupe gudrun guido guillaume guillermo gulsen gunnar gunther gurpreet gustaf gustav gustavo
    gwen gwendolyn gwyneth gyorgy haakon habiba hadassah hadi hadiya hafsa haider hajra hakan hakeem
    hakim haleema halima halina hamid hamish hamza hana hanan hanna hannah hanne hanneke hannelore
    hans hansel harald hari haris harish harjit harlan harold haroon harpreet harriet harriett
    harrison harsha haruka haruki haruto hasan hassan hassane hattie haydar hayden hayley hazel heba
    hector hedwig heidi heike heinrich heinz helen helena helene helga helmut heloise hemant hendrik
    henk henri henrietta henrik henrique henry henryk herbert heriberto herman hermann hermione
    hernan hester hideo hilary hilda hilde hildegard hillary hiromi hiroshi hisham hitesh hoang
    hollie horace horacio horst hortense hosea hossein houda howard howell hubert huda hugh hugo
    humberto humphrey huong hussain hussein huw hye hyun iain ian ianthe iben ibraheem ibrahim
    ibrahima ichiro ida idris iestyn ifan ifeanyi ifeoma ignacio ignacy ignatius igor ijeoma ike
    iker ilan ilaria ildiko ilse ilya imani imelda immaculata imogen imran imre ina inaya indira
    indra ines inga inge ingeborg ingo ingrid inigo inna ioana ioannis iolanda iona irene irina irma
    irving isaac isabel isabella isadora isaiah isak isha ishaan isidora isidro isla ismael ismail
    isobel isolde istvan itzel ivan ivana ivanka ivo ivor iwan iwona iyabo izabela izzy jaak jabari
    jace jacek jacinta jackie jackson jaclyn jacob jacqueline jacques jada jaden jadwiga jagdish
    jaime jake jakob jakub jalal jamal james jamie jamila jan jane janelle janet janette jani janice
    janina janine janis janko janos janusz jared jarek jaroslav jarrod jasdeep jasminder jasmine
    jason jasper jaswinder jatin javed javier jaya jayden jaylen jayne jayson jeanette jeanne
    jeannie jedrzej jeff jeffrey jelena jemima jenna jennie jennifer jenny jens jeremy jerome jerzy
    jesper jess jesse jessica jessie jesus jette jian jihan jiho jill jim jimena jiri jitendra
    joachim joan joanna joannah joanne joao joaquim joaquin jocelyn jodi jodie joe joel joelle joerg
    johan johanna johannes john johnathan johnnie johnny jola jolanda jolanta jolene jon jonah jonas
    jonathan jonathon joo jordan jordi jorg jorge jorgen joris jose josef josefa josefina josefine
    joselito joseph josephine josette josh joshua josiah josie josue jovan jovana jowita joyce jozef
    juan juana juanita judith judy juergen juha julia julian julianna julianne julie julien juliet
    juliette julio julius junichi juraj jurgen justin justina justine justyna jutta jyoti kabir
    kaden kadiatou kadir kaitlyn kaja kajal kalinda kalyani kamal kamala kamila kamran kang kaori
    kapil kara kareem karel karen karim karima karin karina karl karla karol karolina karsten
    karthik kasia kaspar kassandra katarina katarzyna kate katerina katharina katharine kathe
    katherine kathleen kathryn kathy katia katie katja katrin katrina katrine kaveh kavita kavya kay
    kayla kaylee kayleigh kayode kazimierz kazuko kazuo keely keiko keira keiran keisha keith
    kelechi kelly kelsey kelvin kemal kemi kendall kendra kendrick kenji kenneth kenny kenza kermit
    kerry kerstin kevan kevin khadija khadijah khaled khalid khalida khanh kiana kiera kieran kim
    kimberly kimiko kimora kinga kingsley kinsey kira kiran kirk kirsten kirsty kjell klara klaus
    klemens knut kobe kofi koji kojo konrad konstantin konstantinos kris krishna krista kristen
    kristian kristin kristina kristine kristof kristopher krystyna krzysztof kshitij kuldeep kunal
    kunle kurt kwabena kwaku kwame kwasi kyle kyoko kyra kyriakos laila lakshmi lale lamar lamine
    lana landon lanre lara larissa larry lars lasse laszlo latasha latisha latoya laura laurel
    lauren laurence laurent lauri laurie lavinia lawal lawrence layla lazaro lazlo leah leandro
    leanne lech leela leif leigh leila leilani lela leland leleti lena lenka lennart lenny lenora
    leo leocadia leon leona leonard leonardo leonid leonie leonor leonora leopold leopoldo leroy
    lesedi lesley leslie leszek leticia letitia lettie lev levi lewis lexie liam liana liang libby
    lidia liese liesel lieselotte ligia liis lila lilia lilian liliana lilith lillian lillie lina
    linda lindani lindiwe lindsay lindsey lingling linnea linus lionel lisa lisbeth lise lisette liv
    livia liz liza lizbeth lizzie ljubica llewellyn lloyd logan lois lola lonnie lorcan lorelei
    loren lorena lorenzo loretta lori lorna lorraine lotte lottie louis louisa louise lucas lucia
    luciana luciano lucille lucinda lucio lucjan lucrecia lucy ludmila ludo ludovic ludwig luigi
    luis luisa lukas lukasz luke lula lulu luther luz lydia lyle lyndon lynette lynn lynne lysander
    lyudmila maame maarten mabel maciej mackenzie macy mada madeleine madeline madelyn madhav
    madhuri mads mae maeve magda magdalena magdalene maggie magnus mahalia mahesh mahmood mahmoud
    mahnoor maia maira maire mairead maisie maitreyi maja makena maksim malak malcolm malcom
    malgorzata malia malik malika mallory malwina mamadou mamta manal mandla mandy manfred manish
    manisha manjit manju manoj manon manpreet mansoor manuel mara marcel marcela marceline marcella
    marcelle marcello marcelo marcia marcin marcio marco marcus mareike marek margaret margarete
    margarethe margarita margery margie margit margot marguerite mari maria mariah mariam mariama
    mariana marianna marianne mariano maribel marica maricel marie marieke mariel marietta mariko
    marilou marilyn marin marina marinus mario marion marios marisa marisol marissa marit marita
    marius marjan marjorie marko markus marla marlene marley marlon marnie marsha marta marten
    martha martin martina martine marty marvin marwa marwan mary maryam maryann maryse marzena
    masako masood matej mateo mateusz mathias mathieu mathilda mathilde matias matilda matilde matt
    matteo matthew matthias matthieu mattias mattie maud maude maura maureen maurice mauricio
    maurizio mauro mavis maxim maxime maximilian maximo maxine maya mayra maysoon mayumi mbali
    mckenzie meena meera megan meghan mehdi mehmet mehran mehrdad mei meike meinhard melania melanie
    melina melinda melisa melissa melvin melvyn meng mercy meredith merete merle mervyn meryem
    meshach mette mia micaela micah michael michaela michal michala michalina micheal michel michela
    michele micheline michelle mick miguel miguela mihaela mihai mikael mike mikhail mikkel miklos
    mikolaj mila milagros milana mildred milena milica millicent millie milly milos milton mina
    mindy minerva ming minh minnie mira mirabel miranda mireille mirela miriam miriama mirjam
    miroslav miroslawa mitchell miyuki mladen moataz modupe mohamed mohammad mohammed mohan mohini
    mohsen moira moises mollie molly momodou mona moneeb monica monika monique montserrat morag
    morgan morgana moritz morten mortimer moses moshe mostafa mouhamadou moussa msizi mthunzi
    muhammad muhammed mukesh munira murad murali muriel murray musa mustafa myfanwy myra myriam
    myrna myrtle nabil nabila nadeem nadezhda nadia nadine nadira naeem nagina nahid naima najma
    naledi nancy nandini nanette naoki naoko naomi narendra nargis nasir nasreen nasrin nassim
    nastassja natalia natalie natalya natan natasha natasza nathalie nathan nathaniel naveed naveen
    nayara nazanin nazia neal neelam neema neha nehal neil nele nelida nell nellie nelly nelson nena
    nenad nerea nerys nessa nestor neville newton ngozi niall niamh nicanor niccolo nicholas nicky
    nicola nicolas nicolau nicole nicoletta nicolette nidhi niels nigel nihal nikhil niki nikita
    nikki niklas nikola nikolai nikolaos nikos nilufar nimra nina ninette nino niran nisha nita
    nitin njeri nkechi nkosana noah nobuhle noel noelia noelle noemi nomvula nonhlanhla noor nora
    norbert noreen norma norman nouf noura nthabiseng nuala nur nuria nurul nyasha nyokabi obinna
    octavia octavio odette odile ofelia okan olaf olajide olamide olayinka ole oleg oleksandr
    oleksandra olena olga oliver olivia olivier oliwia olufemi olumide oluwaseun oluwatobi olwen
    omar omari omer omolara onyeka oonagh ophelia oralia oriana oriol orla orlando orson ortrud
    osagie osama oscar oskar osvaldo oswald othello otis ottavia ottilie otto oumar oumou ousmane
    owen oyvind ozan ozgur ozlem pablo padma padraic padraig paige paloma pam pamela pamina
    panagiotis pandora pankaj paola paolo parisa parminder parvati parveen pascal pascale pasquale
    pat patience patrice patricia patricio patrick patrik patryk patsy patty paul paula paulette
    paulina pauline paulo pavel pavlos pawel payam payton pedro peggy pelagia penelope percival
    percy perla pernille perpetua pervaiz petar peter petra petronella petros petter petya phan
    phebe philip philippa philippe philomena phoebe phuong phyllida phyllis pia piero pierre pieter
    pietro pilar pinar piotr pippa polly pooja portia pradeep prakash pranav prasad prashant praveen
    preeti prem preston prisca priscilla priska priya priyanka przemyslaw puja punam purnima qasim
    quan quentin quincy quinn quyen quynh raafat rabia rachael rachel rachelle rachid radek radha
    radhika radim radoslaw rafael rafaela rafal rafat raffaele raghav rahel rahila rahma rahul
    raimund raina raisa raj rajeev rajendra rajesh rajinder rajiv rakesh ralph raluca ramadan rameen
    ramesh ramiro ramon ramona ramsey randal randall randolph randy rania ranjit raquel rashad
    rashid rashida rasmus raul ravi ravinder raymond razia reagan reba rebeca rebecca rebekah reece
    reema reg regan reggie regina reginald regis reid reiko reina reinhard reinhold rekha rena
    renata renate renato rene renee renuka reshma reuben reyna reynaldo reza rhiannon rhoda rhona
    rhonda rhys ria ricarda ricardo riccardo richa richard richie rick rickey ricky rico rikke riley
    rina riona risa rishi rita ritu riya roald rob robbie robert roberta roberto robin robyn rocco
    rochelle rocio roderick rodger rodney rodolfo rodrigo rogelio roger rohan rohini rohit roisin
    roland rolanda rolando rolf roma romain roman romana romeo romina romy ron rona ronald ronan
    ronda ronnie ronny rory rosa rosalba rosalia rosalie rosalind rosalinda rosalyn rosana rosanna
    rosario roscoe roseann roselyn rosemary rosetta roshan rosie rosina roslyn ross rowan rowena
    roxana roxanne roy roya royce ruaridh ruben rubina rudi rudolf rudolph rudy rufus rukhsana
    rupert rupinder ruslan russell ruth ruthie ryan ryoko ryszard ryuichi saanvi saba sabah sabina
    sabine sabir sabrina sachiko sachin sadia sadie sadio saeed safa safiya sagal sahar sahil saif
    saima sajid sakina sakura salah saleem saleh salim salimata sallyann salma salome salvador
    salvatore sam samantha samar sameer sami samia samina samir samira sammy samson samuel sana
    sandeep sandra sandrine sandro sanja sanjay sanne santino santosh saoirse saori sara sarah
    saraswati saskia satoshi saul saurabh saverio seamus sean sebastian selena selim selma senthil
    seo serena sergei sergio seth seun severin seyed shabana shabnam shahid shahida shaikha shakira
    shalini shana shane shania shannon shantel shanti shaquille sharon shaun shauna shawn shawna
    sheena shehu sheila shelby sheldon shelley shelly shen sherman sherri sherry shigeru shinji
    shira shirley shiv shivani shobha shona shreya shu shubham shuo shweta siddharth sidney
    siegfried sienna sigmund signe sigrid sigurd silas silke silvana silvia silvio simeon simon
    simona simone sindhu sindre sinead siobhan sipho siri sissel sita siti siyabonga slawomir
    slobodan snehal snezana sofia sofie soheil soledad soleil solomon solveig sonal sondra sonia
    sonja sonya sophia sophie soraya soren spencer spyros srinivas stacey stacy stan stanislav
    stanislaw stanley stavros stefan stefania stefano steffen stella stephan stephane stephanie
    stephanos stephen steve steven stevie stewart stig stina stuart subhash sudha sudhir sukhdeep
    sukhwinder suki sulaiman suleiman suleman sumaira suman sumaya sumit sunil sunita sunniva surbhi
    surekha surendra suresh surinder susan susanna suzan suzanna suzanne suzette svea sven svetlana
    swati sybil sydney syed sylvain sylvester sylvia sylvie syreeta szymon tabitha tadashi tadeo
    tadeusz tahir tahira taiwo takahiro takashi takeshi talia talitha tamar tamara tamas tameka tami
    tamika tammy tania tanisha tanja tanya tapiwa tara taras tarek tariq taro tasha tashi tasneem
    tatiana tatjana tatum tavita taylor ted teddy tendai tenzin teodor teodora teofilo terence
    teresa teri terje terrance terrell terrence terri tessa teun tevita thabo thaddeus thalia
    thandeka thandi thandiwe thanh thea thelma theo theodor theodora theodore theodoros theophilus
    theresa thierry thijs thokozani thomas thomasina thorsten thulani thuy tia tiago tian tiana
    tiffany tihana tilda tilly tim timon timothy timur tina tinashe tino tiphaine titus tobias toby
    todd todor tom tomas tomasz tomer tomiko tommaso tommy tomoko toni tonia tonya tora torben
    torsten tove toyin tracy tran travis trent trevor tricia trina trinh trish trisha tristan
    tristram trond trudy trung tsering tuan tullio tunde tuomas tuyet twyla tyler tyra tyrell tyrone
    tyson ubaldo uchenna udo ugo ugochukwu ulf uli ulla ulrich ulrike ulysses uma umair umar umberto
    unathi uriah uriel urs ursel ursula usha ute uwe uzma uzoma vaclav valentin valentina valentino
    valeria valerie valerio vanda vandana vanessa vanja varun vasco vasiliki vasily vasudha veena
    velma venkat venkata vera verena verity vernon veronica veronika veronique vesna vicente vicki
    vickie vicky victor victoria vidya vijay vijaya vikas vikash vikram viktor viktoria vilma vimala
    vinay vince vincent vincenzo vineet vinh vinod violetta virgil virginia virginie vishal vishnu
    vittoria vittorio vivek vivian vivien vivienne vlad vladimir vladislav vlasta vojtech volker
    vusi vuyo wafa wahid waldemar waleed walid wallace walter wanda wangari wanjiru wasim wayan
    wayne wei wenche wendell wendy werner weronika wesley whitney wiebke wieslaw wiktor wilbert
    wilbur wilfred wilfredo wilfrid wilhelm willa willard wille willem willemina william willie
    willis willy wilma winfield winfred winifred winona winston wioletta wladyslaw wojciech wolfgang
    wouter wyatt xander xandra xanthe xavier xenia xiao ximena xiomara yaa yael yahya yana yanira
    yannick yannis yara yaroslav yaseen yasir yasmin yasmina yasmine yassin yasuko yaw yesenia
    yetunde yevgeny yianni yildiz yitzhak yoko yolanda yolande yonas yoram yosef yoshiko yosuke
    youssef youssouf ysabel yuka yuki yukiko yuko yulia yuliana yuri yurie yusra yusuf yvette yvonne
    zach zachary zack zadie zaheer zahra zaid zaina zainab zaira zakaria zaki zakir zandile zane
    zara zaynab zbigniew zdenek zeinab zeke zelda zelma zena zenobia zenon zeynep zhen zhi ziad
    zinaida zita zlata zlatan zoe zofia zola zoltan zora zoran zoya zsofia zubair zuleika zuri
    zuzana zygmunt
    """.split()  # noqa: SIM905
)
