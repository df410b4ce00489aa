"""The rule for patients who are no people: what a guideline says of adults is not for a cat."""

from assistant.screen.model import Kind
from assistant.screen.rule import rule

_ANIMAL = (
    r"(?:cats?|kittens?|dogs?|pupp(?:y|ies)|horses?|mares?|foals?|pon(?:y|ies)|donkeys?|cows?|cattle|"
    r"sheep|lambs?|goats?|pigs?|piglets?|rabbits?|hamsters?|guinea pigs?|gerbils?|ferrets?|"
    r"parrots?|budgies?|budgerigars?|chickens?|hens?|tortoises?|labradors?|terriers?|spaniels?|"
    r"pets?)"
)
_NOT_SHORT = r"(?!(?-i:PETS?|CATS?)\b)"
"""In capitals pre-eclamptic toxaemia, a scan, or a test of how bad COPD is."""
_BEFORE = r"(?:(?!(?:from|by|off|with)\b)[\w.-]+ ){0,3}"
"""Words before the animal; "a fall from a horse" is what happened to somebody."""
RULES = (
    rule(
        Kind.ELSEWHERE,
        "treating an animal",
        rf"\b(?:in|for|to|of) (?:(?:an?|the|my|our|his|her|this) )?{_BEFORE}{_NOT_SHORT}{_ANIMAL}\b"
        rf"(?=$|[?.!,;]| (?:with|who|that|of|weighing|after|before|having|in)\b)|"
        rf"\b(?:my|our) {_ANIMAL}\b|\b(?:veterinary|canine|feline|equine) (?:patients?|dos\w+|"
        r"practice|medicine|use)\b",
        # Animals also bite, infect people, make them wheeze, and give insulin and heart valves.
        r"\b(?:bit(?:es?|ten|ing)|scratch\w*|lick\w*|kick\w*|expos\w+|contacts?|allerg\w+|asthma|"
        r"rabies|tetanus|zoono\w+|transmi\w+|transmitted|caught|catch\w*|infect\w+|toxo\w+|worms?|"
        r"psittac\w+|brucell\w+|q fever|anthrax|scans?|scanner|owners?|handlers?|farm\w*|"
        r"breeders?|butchers?|vets?|milk|serum|derived|valves?|antivenom|insulins? (?:from|of)|"
        r"gelatine?|assist\w*|guide|therapy|visit\w*|allowed|bring|ward)\b",
    ),
)
