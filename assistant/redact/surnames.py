"""Family names of many peoples, in lower case and without accents, that are no clinical words."""

SURNAMES = frozenset(
    """
    abbott abdi abdullahi abebe abiodun abubakar achebe acosta adair adams adamski adebayo adeleke
    adewale adeyemi adeyinka afolabi agarwal aguilar aguirre ahluwalia ahmadi ahmadzai ahmed aikawa
    ajayi akande akhtar akinola akintola alarcon albrecht alcaraz alexandrou alfaro alhassan aliyev
    allardyce almeida alonso altamirano alvarado alvarez amadi ambrose amoah ampofo anand anders
    andersen anderson andersson andrade angelopoulos annan ansah antonov antunes aoki appiah aquino
    aragon araujo arellano arslan asante ashworth aslan atkins atkinson attwood augustin avila awad
    awan ayala aydin azikiwe babatunde bachmann badawi baharudin bailey baird bajwa baker bakker
    balakrishnan balogun banda banerjee bangura bano baptiste barker barnes barnett barrientos
    barros bartlett bashir basu bateman bauer baumann baxter beaumont becerra becker beckett bedford
    begum bello benitez bennett benson bergman bergstrom bernardo bertrand bhaduri bhandari bhatia
    bhatt bhattacharya biaggi bianchi bielak blackwell blanchard blomqvist boakye boateng bondarenko
    bonnet borges borisov botha bouchard bowers boyd boyle bradley bradshaw brankovic braun brennan
    bridges briggs brockway brooks brunner bryant buchanan buckley bui burgess burke burnett burton
    byrne caballero cabrera calderon calloway cameron campbell campos cardenas cardoso carlson
    carlsson carmichael carpenter carrillo carroll carson carvalho castaneda castillo castro cazares
    celik cervantes chakraborty chandra chandrasekhar chang chapman chaudhary chaudhry chavez cheng
    cherian chernenko cheung chikwanha chowdhury christensen christiansen christodoulou chua chukwu
    clarke clayton coetzee cohen coleman collins connolly contreras cooper corbett cordero cornejo
    correia cortez costa coulibaly cowan crawford crowley cruz cunningham curran dasgupta davenport
    davidson davies davis dawson deleon delgado demir desai deshmukh devi dhaliwal dhillon diallo
    diaz dickens dickson dimitrov diop dixon dlamini doe dogan doherty dominguez donaldson donnelly
    donovan doyle dubois duffy duncan duong dupont durand dutta ebrahim edwards eguchi eklund
    elliott emerson enriquez erdogan eriksen eriksson escobar espinosa espinoza estrada evans eze
    fairbanks farooq farouk farrell fashola faulkner fedorov ferguson fernandes fernandez ferrari
    ferreira fitzgerald fitzpatrick fleming fletcher flores flynn fofana fonseca fontaine forsyth
    fournier fraser freeman friedman fuentes fujimoto fujita fukuda gallagher galvan gamage gandhi
    garcia gardner garrett garza gauthier gebremariam georgiou ghosh gibbons gibson gill gillespie
    giordano gkotsis goldberg goldstein gomes gomez gonzales gonzalez goodman goodwin gordon goswami
    graham granados greenberg greene griffin griffiths grigoryan gruber guerrero guevara gunawardena
    gunnarsson gupta gustafsson gutierrez guzman haddad hadi hagen hajdu hakimi hall halvorsen hamid
    hammond hansen hansson harding hargreaves harper harrington harrison hartley harvey hasegawa
    hashemi hassan hawkins hayashi hayes henderson hendricks henriksen hernandez herrera hidalgo
    higgins hinds hoang hobson hodgson hoffman hoffmann hofmann hogan holland holm holmberg holmes
    hopkins horvath hossain hosseini howell huang hubbard hudson huerta hughes humphrey huynh ibarra
    iglesias igwe ikeda iliescu ilinca inoue iqbal isakov ishii islam ismailov ito ivanenko ivanov
    ivanova iyer jablonski jackson jacobs jacobsen jafari jaffer jaiswal jalali jankowski janssen
    jarvis jenkins jennings jensen jimenez johannsson johansen johansson johnson johnston jonsson
    jorgensen joseph joshi juarez kaczmarek kagawa kamara kamau kaminski kang kapoor karimi kariuki
    karlsen karlsson kato kaufman kaur kavanagh kaya kearney keita kelley kennedy kenyatta khalid
    khalil khan khanna khatun khoury khumalo kiefer kimura kipchoge kirby kirkpatrick klein
    kleinhans knudsen kobayashi koch kohli koller kondo kone koroma kovac kovacs kovalenko kowalczyk
    kowalski kozlov kozlowski kramer krause kravchenko krishnamurthy krishnan krug kruger kuhn
    kulkarni kumar kumari kurian kurt kuznetsov kwiatkowski kwok laidlaw lambert lang larsen larson
    larsson laurent lawal lawson lazar leclerc lee lefebvre lehmann lennox leung levy lewandowski li
    liao lim lin lindberg lindgren lindholm lindqvist liu lloyd logan lombardi lopes lopez lowe
    lozano lucero lukic luna lund lundgren luong lynch macdonald machado macias mackay mackenzie
    maclean macleod madden maduro maeda magnusson mahajan mahmood mahmoud mai maier maldonado malik
    malinowski mandal manning mansour marchetti marin marino marjanovic markovic marquez marrero
    marsh marshall martel martinelli martinez martins martinsson marumo masondo mathew mathews
    mathur matsuda matsumoto mazur mbeki mboya mccarthy mccormick mcdonald mcdonough mcgee mcgrath
    mcguire mckay mckinney mclaughlin mclean mcmahon mcnally mehta mejia melendez mendes mendez
    mendoza menon mercado messina meyer meyers mikkelsen milanovic miller miranda mishra mitchell
    mitra mohamud mohan mokoena molina molnar montgomery montoya moore morales moran moreau moreira
    moreno moretti morgan mori morris morrison mueller mukherjee muller mullins munoz murakami
    murphy murray murthy musa mutasa muthusamy mwangi nagy naidoo nair nakamura nambiar narayan
    narayanan nascimento nasser navarro nawaz ncube ndiaye ndlovu negi nel nelson neumann newman
    newton nguema nguyen nichols nicholson nielsen nilsson nkosi nnamdi nogueira nolan noor norris
    novak novikov nowak nunes nunez nwachukwu nwosu nyambura o'brien o'connor o'donnell o'neill
    o'reilly o'sullivan obando obi ochieng ochoa odhiambo oduya ogawa ogunleye okafor okeke okonkwo
    okoro oliveira olsen olson olsson onyango orlov orozco ortega ortiz osborne osei osman otieno
    ouedraogo owens owusu ozturk pacheco padilla paek pahlavi palmer panagiotou pandey pandya
    papadopoulos papandreou parker parsons parveen pascual patel pathak patil patterson paulsen
    pavlov pearson pedersen pena pennington pereira perera peres perez perkins perry persson peters
    petersen peterson petrov petrovic pettersson pham phan phillips phiri pietersen pillai pinto
    piotrowski poddar pohl poole popescu popov porter poulsen powell prakash pratt preston pretorius
    priestley prochazka puri qureshi raghavan rahimi rahman rai rajan rajput ramachandran
    ramakrishnan ramaswamy ramirez ramos randhawa rangan rao rasmussen rathore rawlings reddy reed
    rees reeves reid reilly ren reyes reynolds rezaei ribeiro ricci richards richardson richter
    riley rios ritter rivas rivera rizzo robertson robinson robles rocha rodrigues rodriguez rogers
    rojas romano romero rosales rosario rosen rosenberg rossi roth rousseau rowe rowland roy ruiz
    russo rutkowski ryan saad saeed saha sahin saito salazar saldana saleh salgado salinas sanchez
    sandhu sandoval santana santiago santos sarkar sasaki sato saunders savchenko sawyer sayed
    schaefer schmid schmidt schmitt schneider schroeder schubert schulte schultz schulz schwartz
    schwarz scott serrano sesay sethi shabalala shah shaikh shapiro sharif sharma shaw sheikh
    shepherd sheppard shevchenko shimizu shrestha siddique siddiqui sidhu sidorov sikora silva
    silveira simmonds simmons simms sinclair singh sithole skinner sloan smit smith snyder soares
    sobczak soderberg sokolov solano soliman solis solomon sorensen soriano sosa soto sousa souza
    spencer srinivasan stanford stanley stephens stephenson stevens stevenson stewart stoica stokes
    strickland suarez subramanian suleiman sullivan sultana sundaram suzuki svensson swanson szabo
    szymanski tadesse takahashi takeda tamang tanaka tang taylor tembo tesfaye thapa thompson
    thomsen thomson thorne thornton tiwari todorov toledo tomczak torres toth townsend tran traore
    trevino trujillo tsang tshabalala tucker turner uddin usman valdez valencia valentine vance
    vargas varghese vasquez vaughan vazquez vega velasco velazquez venkatesan venkatesh venter verma
    vermeulen vieira villa villanueva villarreal vinson virtanen visser vo vogel volkov vu wagner
    walker wallace walsh walters wanjiku warsame washington watanabe watkins watson weaver webb
    webster weiss welch wheeler whitaker whitfield wickramasinghe wieczorek wilkins wilkinson
    williams williamson willis winkler wisniewski wojciechowski wojcik wolff wong woodward wozniak
    wright wu xu yadav yamada yamaguchi yamamoto yates ye yeo yildirim yildiz yilmaz yoon yoshida
    yousaf yusuf zahedi zaidi zajac zaman zamora zapata zawadzki zhang zhao zheng zhou zhu zielinski
    zimmerman zimmermann zulu zuma
    """.split()  # noqa: SIM905
)
