"""Common given names of many languages, in lower case, that are no clinical words."""

GIVEN_NAMES = frozenset(
    """
    aaron abdul abdullah abigail abraham adam adebayo adeola adrian agnes ahmad ahmed aisha
    akira alan albert alejandro alex alexander alexandra alexis ali alice alicia alison allan
    amanda amara amelia amina amir amit amy ana andrea andreas andrew andy angela anil anita ann
    anna anne annie anthony antonio anya ashley arjun arthur ashok asif astrid audrey ayesha
    barbara beatrice ben benjamin bernard beth betty beverly boris brandon brenda brian bruce
    bruno caitlin cameron carl carla carlos carmen carol caroline catherine cecilia charles
    charlotte cheryl chen chidi chinedu chloe christina christine christopher cindy claire clara
    claudia colin connor craig curtis cynthia daniel daniela danielle david deborah debra deepak
    denise dennis derek diana diane diego dmitri donald donna doris dorothy douglas dylan edith
    eduardo edward eileen elaine eleanor elena elizabeth ellen emeka emily emma enrique eric
    erica erin esther ethan eugene eva evelyn fatima fatou felix fernando fiona florence frances
    francesca francis francisco frederick gabriel gabriela gareth gary george gerald giovanni
    giulia gloria gordon graham greg gregory hamza hannah hans harold harriet hasan hassan hazel
    heidi helen helena henry hiroshi howard hugh hugo hussein ian ibrahim igor imran ingrid
    irene isaac isabel isabella ismail ivan jacob jacqueline jaime jake james jamal jamie jane
    janet janice jasmine jason javier jeffrey jennifer jeremy jesse jessica jesus jill joan
    joanna joanne joe john johnny jonathan jorge jose josef joseph joshua joyce juan juanita
    judith judy julia julian julie karen karim karl kareem kate katherine kathleen kathryn katie
    keith kelly kenji kenneth kevin kiran kofi krishna kwame kyle larry laura lauren laurie
    lawrence layla leah leila lena leo leonard leroy lewis liam linda lisa lorenzo lori louis
    louise lucas lucia lucy luis luke lydia lynn malcolm manuel marco marcus margaret maria
    mariam marie marilyn mario marion marjorie martha martin marvin mary mateo matthew maureen
    maurice megan mei melanie melissa mercy mia michael michelle miguel mike mildred mina ming
    miriam mohamed mohammad mohammed monica muhammad musa mustafa nadia nancy naomi natalia
    natalie natasha nathan neil ngozi nicholas nicola nicole nikolai nina noah nora norma olga
    oliver olivia omar oscar oluwaseun pablo pamela patricia patrick paul paula pedro peter
    philip phyllis pierre priya rachel rafael rahul raj rajesh ralph ramesh ramon randy rania
    raymond rebecca ricardo richard rita robert roberto robin rodrigo roger ronald rosa rosemary
    roy russell ruth ryan salma sam samantha samir samuel sandra sanjay sara sarah sean
    sebastian sergei seun shannon sharon shawn sheila shirley simon sofia sophia sophie stefan
    stella stephanie stephen steven stuart sunil sunita susan suresh susanna sylvia tamara tariq
    tatiana teresa thabo theresa thomas tim timothy todd tom tracy tunde tyler ursula usha
    valerie vanessa vera veronica vicky victor victoria vijay vikram vincent virginia vivian
    vladimir walter wayne wei wendy wilhelm william xavier yasmin yolanda yuki yusuf yvonne
    zachary zahra zainab zoe
    """.split()  # noqa: SIM905
)
