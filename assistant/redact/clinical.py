"""Words that look like names and are not: eponyms, clinical nouns, drugs, abbreviations."""

import re

FOLLOWING_NOUNS = frozenset(
    """
    disease syndrome score scores sign signs test tests scale scales solution criteria criterion
    index classification classes stage staging grade grading formula equation rule rules
    gyrata phenomenon reflex reaction response law triad tetrad pentad palsy paralysis chorea ataxia
    anaemia anemia lymphoma sarcoma tumour tumor carcinoma cells bodies body node nodes fracture
    fractures contracture deformity hernia ulcer ulcers oesophagus esophagus diverticulum
    fundoplication procedure operation technique manoeuvre maneuver position incision forceps
    clamp catheter catheters tube tubes line lines drain drains splint bandage dressing mask
    airway stain agar culture method protocol regimen criteria's diet mixture paste powder water
    fluid lactate encephalopathy encephalitis thyroiditis arthropathy nephropathy neuropathy
    dementia dystrophy thyrotoxicosis orbitopathy ophthalmopathy cardiomyopathy colitis
    enteritis vasculitis gangrene angina aneurysm dissection pneumonia fever crisis algorithm
    nomogram chart tool scoring guideline guidelines questionnaire inventory scan ultrasound
    waves wave respiration breathing breaths pattern block blocks rhythm prophylaxis vaccine
    virus toxin antitoxin antigen antibody antibodies factor rings ring nodule nodules spots
    rash jaundice loop dialysis thermal flow studies study trial spectrum type disorder
    disorders infection patients therapy
    adhesions allergy areata atresia cancer cancers diseases dysplasia erythema hyperplasia myopathy
    peritonitis reflux sequence sickness syndromes tumors tumours agenesis aplasia malformation
    deficiency failure mutation gene dwarfism nanism dysplasias ataxias cats mice rats uterus
    """.split()  # noqa: SIM905
)
"""A PERSON is an eponym when one of these follows directly, never because one stands near:
"John Wilson has Wilson disease" holds a man and a disease."""

EPONYMS = frozenset(
    """
    addison addison's addisonian adamkiewicz alzheimer alzheimer's apgar asherman babinski
    bartter ballard barlow barrett barrett's bartholin basedow bazett beck behcet behçet
    behçet's behcet's bell's bernard-soulier berlin bishop bishop's blatchford boerhaave
    bordetella braden bristol brudzinski brugada budd-chiari buerger burkitt burkitt's centor
    chagas charcot charcot's charcot-marie-tooth cheyne-stokes child-pugh child-turcotte-pugh
    chvostek chvostek's cockcroft cockcroft-gault colles coombs creutzfeldt-jakob crohn crohn's
    cullen's cushing cushing's cushingoid dandy-walker doppler down's dressler dressler's
    duchenne duke dupuytren's ebstein ehlers-danlos eisenmenger epley epstein-barr fabry fallot
    fanconi felty foley forrest fournier fournier's frank-starling fredrickson fridericia
    friedreich fuchs gaucher gilbert's gitelman glasgow glasgow-blatchford gleason goodpasture
    goodpasture's gram graves graves' grey guillain-barre guillain-barré guedel haldol hallpike
    hartmann hartmann's hashimoto hashimoto's heimlich henoch-schonlein henoch-schönlein
    hirschsprung hirschsprung's hodgkin hodgkin's hodgkins holter homans horner horner's hunt
    huntington huntington's hutchinson ishihara jarisch-herxheimer kaposi kaposi's kaplan-meier
    kartagener kawasaki kehr's kernig kernig's killip klebsiella klinefelter korsakoff kussmaul
    kussmaul's lachman ladd's lambert-eaton landau legionella lemierre's levine lou light's
    listeria lewy lund-browder lyme macrolide mallory-weiss mantoux marburg marfan mcburney
    mcburney's mcgeer mcgill mckenzie meckel's ménière's meniere's menieres mcgrath mcroberts
    meniere moro munchausen murphy's naegele's naegele nexus nissen nikolsky's nissl osler's
    ogilvie's osgood-schlatter paget's parkinson parkinson's parkinsonism parkland pasteur
    peutz-jeghers perthes peyronie's plummer-vinson pott's prader-willi pringle prinzmetal
    purkinje quincke raynaud raynaud's raynauds reye reye's ramsay ranson ranson's reiter's
    rhesus richter ringer ringer's ringers rinne rockall romberg romberg's rovsing's roux
    rutherford salmonella salter-harris schilling schistosoma seldinger sengstaken-blakemore
    sepsis-3 shigella simpson sjogren's sjögren's sjogren sjögren snellen starling
    stevens-johnson still's stokes-adams swan-ganz sydenham takayasu takotsubo tanner tay-sachs
    tinel's tourette tourette's trendelenburg trousseau trousseau's turner's valsalva virchow
    von waldenström's wallenberg waterhouse-friderichsen weber wegener's wells well's wells'
    weil's wernicke wernicke's wernicke-korsakoff westley whipple willebrand wilms wilms' wilson
    wilson's wolff-parkinson-white wood's yankauer ziehl-neelsen zika zollinger-ellison ebola
    burch-wartofsky hunter sternbach canadian ottawa fisher hestia geneva pesi kocher leiden
    v-leiden pugh pugh-a pugh-b pugh-c child-pugh-a child-pugh-b child-pugh-c roper-hall
    calmette-guerin bacillus-calmette-guerin sprague-dawley mckusick-kaufman kaufman-mckusick
    mauriceau marcus-gunn modified revised naranjo morse waterlow humpty braden-q norton
    sgarbossa duke's berg denver edinburgh epworth hamilton beck's ashworth rankin barthel
    """.split()  # noqa: SIM905
)

CITIES = frozenset(
    """
    glasgow edinburgh denver ottawa geneva hamilton berlin bristol marburg
    """.split()  # noqa: SIM905
)
"""Eponyms that are towns as well."""

NOT_NAMES = frozenset(
    """
    what when where which who whose why how is are was were do does did can could should would
    he him she they them it we you me us
    may might must will shall has have had if in on at for from with without of and or the a an
    any my our your his her their this that these those after before during between per as by to
    no not give given list name define describe explain compare discuss outline summarise
    summarize best current latest new recommended recommendations recommendation guideline
    guidelines protocol management managing manage treatment treating treatments treat treated
    therapy efficacy effectiveness evidence dose doses dosing dosage first second third line use
    uses safety role risk risks signs symptoms criteria indications contraindications diagnosis
    diagnostic differential prognosis initial steps step approach follow history female male
    woman man patient patients pt pts child children infant infants neonate newborn baby adult
    adults boy girl men women hispanic latino asian african american caucasian white black
    indian indigenous european chinese japanese english spanish french german jewish muslim
    christian vitamin hepatitis factor type class stage grade group influenza phase level
    protein streptococcus haemophilus hemophilus staphylococcus escherichia enterococcus
    pseudomonas candida clostridium clostridioides neisseria mycobacterium mycoplasma plasmodium
    aspergillus toxoplasma cryptococcus pneumocystis coli difficile aureus pyogenes pylori
    jejuni pneumoniae vivax falciparum tuberculosis malaria meningitis cholera measles mumps
    rubella varicella zoster herpes covid sars mers hiv dengue rabies tetanus diphtheria
    pertussis polio lupus asthma diabetes stroke sepsis shock anaphylaxis hypertension heart
    kidney liver lung renal cardiac chronic acute severe moderate mild emergency critical
    intensive care unit ward clinic department room theatre hospital scan blood sugar pressure
    test score scale coma cell red box schedule table figure part section chapter plan index
    life support advanced basic trauma burn burns pain injury head chest abdomen pelvis hip knee
    normal saline dextrose plasma lyte potassium sodium calcium magnesium zinc iron insulin
    aspirin heparin warfarin oxygen steroid steroids statin opioid antibiotic antibiotics
    vaccine calculator online cohort medicare medicaid network college society association
    institute royal british national international world organisation organization foundation
    committee alliance surviving campaign bundle pathway trust nice cdc aha acc esc ers gold
    gina idsa acog rcog rcpch bts sign nhs bnf bnfc quick pyelo max min sofa qsofa news pews
    curb has-bled cha2ds2-vasc cha2ds2 centor perc timi grace meld abcd2 nihss gcs inr ecg ekg
    dka crcl egfr bmi hba1c ptsd adhd copd gord gerd ibs ibd uti mri ct ards aki ckd chf hfref
    hfpef cabg pci stemi nstemi dvt vte ra sle ms als itp ttp hit hus rsv iv im sc po pr sl ng
    peg prn bd tds qds od om stat stop start monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december st
    saint christmas easter ramadan ozempic wegovy trulicity humira enbrel remicade stelara
    keytruda opdivo eliquis xarelto pradaxa lixiana plavix brilinta lipitor crestor zocor
    entresto jardiance farxiga forxiga invokana januvia victoza byetta lantus levemir toujeo
    tresiba humalog novorapid novolog apidra actrapid humulin keppra dilantin epilim depakote
    tegretol lamictal topamax neurontin lyrica valium ativan xanax klonopin ambien prozac zoloft
    lexapro cymbalta effexor wellbutrin seroquel zyprexa risperdal abilify clozaril haldol
    lithium ritalin concerta adderall vyvanse strattera tylenol panadol advil motrin nurofen
    voltaren celebrex toradol oxycontin percocet vicodin norco narcan suboxone naloxone
    augmentin tazocin zosyn rocephin zithromax bactrim septrin flagyl cipro levaquin tamiflu
    paxlovid lasix bumex aldactone norvasc coreg cordarone lanoxin digoxin ventolin salbutamol
    seretide symbicort spiriva singulair xolair nucala dupixent fasenra synthroid fosamax prolia
    forteo viagra cialis botox imodium zofran reglan maxolon stemetil phenergan benadryl zantac
    pepcid nexium losec prilosec carafate epipen jext solu-medrol solu-cortef decadron medrol
    kayexalate calcium-resonium veltassa lokelma octaplex beriplex andexxa praxbind feraject
    ferinject venofer aranesp eprex neulasta rituxan mabthera herceptin avastin gleevec
    plaquenil imuran cellcept prograf neoral arava xeljanz olumiant rinvoq truvada biktarvy
    coartem malarone lariam tpa alteplase tenecteplase actilyse metalyse syntometrine pitocin
    cytotec prostin hemabate rhogam anti-d zyloprim colchicine entyvio tysabri ocrevus gilenya
    tecfidera aricept namenda exelon sinemet stalevo madopar mestinon soliris lucentis eylea
    """.split()  # noqa: SIM905
)

DRUG_ENDINGS = re.compile(
    r"(?:mab|nib|pril|olol|statin|azole|cillin|mycin|micin|floxacin|sartan|dipine|gliptin|gliflozin|"
    r"glutide|parin|xaban|gatran|prazole|tidine|setron|triptan|zepam|zolam|barbital|caine|curium|"
    r"curonium|cycline|penem|vir|vudine|profen|oxicam|coxib|thiazide|semide|lactone|phylline|terol|"
    r"tropium|sone|solone|onide|idine|amine|azine|apine|idone|oxetine|ipramine|triptyline|codone|"
    r"morphone|fentanil|entanyl|plase|sulfate|chloride|phosphate|itis|osis|aemia|emia|oma|pathy|"
    r"ectomy|otomy|ostomy|scopy|graphy|gram|uria|algia|plegia|paresis|plasty|centesis|ology|iasis|"
    r"penia|trophy|rrhoea|rrhea|rrhage|dynia|coccus|bacter|virus|monas|ella|cetamol|phenol)s?$"
)
NAMES_LIKE_DISEASES = frozenset(
    """
    thomas ella bella isabella gabriella daniella stella mirella fiorella
    """.split()  # noqa: SIM905
)

ADJECTIVE = re.compile(
    r"(?=\w{6})\w*(?:ic|ical|inal|onal|eral|tal|ial|ual|bral|ular|ellar|mar|ous|ary|ile|arian|ive|oid|"
    r"plasia|esia|eia|uloma|ema|ine|ing)$"
)
"""How the first word of a capitalised disease ends: "Biliary Atresia", "Palmar Erythema"."""

ABBREVIATION = re.compile(r"[A-Z0-9][A-Z0-9/&+-]+s?|[A-Za-z]*\d[\w-]*|[A-Z]?[a-z]*[A-Z]{2,}\w*")
NEXT_WORD = re.compile(r"(?:'s)?[\s-]+([A-Za-z]+)(?:[\s-]+([A-Za-z]+))?")


def looks_clinical(word: str) -> bool:
    """Whether this one word, as written, is rather a drug, disease, abbreviation or plain word."""
    bare = word.strip(".,;:()'\"").lower()
    stem = bare.removesuffix("'s")
    if bare in NAMES_LIKE_DISEASES:
        return False
    return (
        not stem
        or stem in NOT_NAMES
        or bare in NOT_NAMES
        or DRUG_ENDINGS.search(stem) is not None
        or ABBREVIATION.fullmatch(word.strip(".,;:()'\"")) is not None
    )


def is_eponym(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` names a disease, score or solution by its discoverer."""
    following = NEXT_WORD.match(text, end)
    if following is not None:
        near, far = following[1], following[2] or ""
        # "Brooks Wisniewski Brown syndrome": between name and noun another name may stand.
        if near.lower() in FOLLOWING_NOUNS or (near[0].isupper() and far in FOLLOWING_NOUNS):
            return True
    joined = re.sub(
        r"[\s,]+", "-", text[start:end].lower().strip()
    )  # "Guillain Barre" is listed once
    return joined in EPONYMS or joined.removesuffix("'s") in EPONYMS
