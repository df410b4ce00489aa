"""What a dose is for: the illness that titles, headings and the sentence itself name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache

from assistant.vocabulary import drugs_in, tokens

ALIKE = 0.6
"""Share of the weightier of two labels that both must name: otitis media is not otitis externa."""

Label = frozenset[str]
_MOST_OUTER = 2
"""Documents or chapters, by name, that may each have a section on the same illness."""

_NO_ILLNESS = (
    "treatment treating management managing medicine medicines medication medications drug drugs "
    "dose doses dosage dosages dosing therapy therapies therapeutic general specific measures "
    "measure introduction clinical features feature investigation investigations diagnosis "
    "complications prevention preventive notes adverse reactions reaction cautions "
    "contraindications referral refer follow up guideline guidelines protocol protocols guide "
    "patients patient adult adults child children paediatric paediatrics infants infant neonatal "
    "neonates newborn babies people young older elderly pregnancy pregnant women woman emergency "
    "emergencies acute severe severity mild moderate initial first second third line choice "
    "recommended recommendation recommendations give given giving administration administer route "
    "oral intravenous intramuscular injection injections infusion tablet tablets capsule mg kg ml "
    "day days daily hour hours week weeks hourly twice once times every maximum max minimum year "
    "years month months age aged weight start starting continue stat with without and or then "
    "plus if not for over section chapter table appendix demonstration hospital common conditions "
    "condition disorders disorder diseases disease infection infections medical standard "
    "standards national steps step actions action immediate escalation background scope purpose "
    "monitoring supportive care non pharmacological pharmacotherapy treat objectives goals "
    "frequency duration form strength indication indications level levels alternative "
    "alternatives option options symptomatic use used uses using divided single regimen regimens "
    "rate schedule summary quick reference reducing loading maintenance bolus orders order set "
    "essential key points overview escalating further additional other rescue box chart card "
    "calculation calculating prescribing prescription antibiotic antibiotics antimicrobial "
    "antimicrobials antiviral antivirals antifungal antifungals anthelminthic antiparasitic "
    "analgesic analgesics analgesia antiemetic antiemetics anticoagulant anticoagulants "
    "antiplatelet antiplatelets thrombolytic thrombolytics thrombolysis steroid steroids "
    "corticosteroid corticosteroids diuretic diuretics nitrate nitrates blocker blockers "
    "inhibitor inhibitors agonist agonists antagonist antagonists receptor receptors vasopressor "
    "vasopressors inotropes bronchodilator bronchodilators antihistamine antihistamines opioid "
    "opioids nsaid nsaids statin statins benzodiazepine benzodiazepines sedative sedatives "
    "laxative laxatives antidepressant antidepressants antipsychotic antipsychotics "
    "anticonvulsant anticonvulsants antihypertensive antihypertensives antiarrhythmic "
    "antiarrhythmics vasodilator vasodilators inhaler inhalation inhaled nebuliser nebulised "
    "mouth spacer spray syrup adrenergic beta alpha class nursing ace arb angiotensin converting "
    "enzyme channel calcium loop thiazide like macrolide macrolides penicillin penicillins "
    "cephalosporin cephalosporins quinolone quinolones aminoglycoside aminoglycosides hormone "
    "hormones progestin progestins range effect effects affecting approved brand name learning "
    "outcomes implications fluid fluids inpatient outpatient primary secondary children's special "
    "situations surgical medically emergently response responding failure unit ward department "
    "system systems "
)  # fmt: skip
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@lru_cache(maxsize=4096)
def _common(drug: str) -> frozenset[str]:
    """What says nothing about the illness a drug is for."""
    return frozenset(tokens(f"{_NO_ILLNESS} {drug}"))


@cache
def _telling() -> Label:
    """Words that make another illness of the same name."""
    return frozenset(tokens("chronic recurrent refractory"))


def terms_of(words: str, drug: str) -> Label:
    """The index terms that may name an illness `drug` is given for; brackets repeat other words."""
    found = (
        term for term in tokens(_IN_BRACKETS.sub(" ", words)) if term.isalpha() and len(term) > 2
    )
    return frozenset(found) - _common(drug)


@lru_cache(maxsize=4096)
def _label(line: str, drug: str) -> Label:
    # Another drug that a title names is no illness either.
    drugs = " ".join(sorted(drugs_in(line)))
    return terms_of(line, drug) - frozenset(tokens(drugs))


def labels_of(title: str, headings: Iterable[str], drug: str) -> tuple[Label, ...]:
    """What the title and each heading name, outermost first, repeated and empty ones left out.

    Only the title's stands even when it is empty: a handbook is about no single illness.
    """
    first = _label(title, drug)
    below = (_label(heading, drug) for heading in headings)
    return (first, *dict.fromkeys(label for label in below if label and label != first))


def same(label: Label, other: Label, weights: Mapping[str, int]) -> bool:
    """Whether two labels name one illness, the rarer words counting more."""
    if label == other:
        return True
    if (label ^ other) & _telling():
        return False
    shared = sum(weights[term] for term in label & other)
    return shared >= ALIKE * max(_weight(label, weights), _weight(other, weights)) and shared > 0


def repeated(chains: Iterable[Sequence[Label]]) -> frozenset[Label]:
    """Labels that stand below more than two outermost ones: a pattern of headings, no illness."""
    below: defaultdict[Label, set[Label]] = defaultdict(set)
    for chain in chains:
        outer, *inner = [label for label in chain if label] or [frozenset()]
        for label in inner:
            below[label].add(outer)
    return frozenset(label for label, outermost in below.items() if len(outermost) > _MOST_OUTER)


def alike(
    labels: Sequence[Label],
    terms: Set[str],
    others: Sequence[Label],
    other_terms: Set[str],
    *,
    weights: Mapping[str, int],
    common: Set[Label] = frozenset(),
) -> bool:
    """Whether two places speak of one illness, by `labels_of` and the terms before the figures.

    They share a label, or one of them names what the whole other document is about. Where each
    also has a label that the other lacks they speak of two things, unless both end in the shared
    one, and one is a handbook; `common` labels, which stand in many documents, do not count there.
    """
    mine, theirs = list(filter(None, labels)), list(filter(None, others))
    if not mine and not theirs:
        # Two monographs: the words before the figures must not tell two uses apart.
        shared = sum(weights.get(term, 0) for term in terms & other_terms)
        whole = sum(weights.get(term, 0) for term in terms | other_terms)
        return shared >= ALIKE * whole
    found = [any(same(label, other, weights) for other in theirs) for label in mine]
    back = [any(same(label, other, weights) for other in mine) for label in theirs]
    if not any(found):
        # A sentence that names in passing what another document has a section on says nothing.
        return _names(terms, theirs) or _names(other_terms, mine)
    if all(found) or all(back):
        return True
    handbook = not labels[0] or not others[0]
    return handbook and found[-1] and back[-1] and not {mine[-1], theirs[-1]} & common


def _names(terms: Set[str], labels: Sequence[Label]) -> bool:
    return len(labels) == 1 and labels[0] <= terms


def _weight(label: Label, weights: Mapping[str, int]) -> int:
    return sum(weights[term] for term in label)
