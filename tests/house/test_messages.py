"""Every kind of message has its words, and no text says a word about health."""

import re
from pathlib import Path

import pytest

from followon.messaging.kinds import all_kinds

ROOT = Path(__file__).resolve().parents[2] / "templates" / "messages"
FORMS = ("sms", "subject", "email")
FILES = sorted(path for path in ROOT.glob("*.jinja"))
HEALTH = re.compile(
    r"\b(pain|nhs|clinic|clinician|hospital|patient|health|therapy|flare|symptom)", re.IGNORECASE
)
CARRIERS = re.compile(r"\breply (stop|end|cancel|quit|start|unstop|help)\b", re.IGNORECASE)


def test_every_template_belongs_to_a_kind():
    codes = {kind.code for kind in all_kinds()}
    assert {path.name.split(".")[0] for path in FILES} == codes


def test_every_kind_has_a_name_of_its_own_for_staff():
    labels = [str(kind.label) for kind in all_kinds()]
    assert "" not in labels
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)
def test_a_kind_has_the_words_of_a_text_and_of_a_mail_or_is_a_text_only(kind):
    forms = {form for form in FORMS if (ROOT / f"{kind.code}.{form}.jinja").exists()}
    assert forms in ({"sms"}, set(FORMS))


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.sms.jinja")), ids=lambda path: path.name)
def test_no_text_has_a_health_word_or_asks_for_a_carrier_s_word(path):
    text = re.sub(r"\{[#%].*?[#%]\}", "", path.read_text(), flags=re.DOTALL)
    assert HEALTH.findall(text) == []
    assert CARRIERS.findall(text) == []
