import pytest

from core.files.kinds import KINDS, LONGEST_NAME, RefusedError, named, tidy_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Säännöt 2017 #1 & liite.pdf", "Säännöt 2017 #1 & liite.pdf"),
        ("Sa\u0308a\u0308nno\u0308t.pdf", "Säännöt.pdf"),
        ("C:\\Users\\aino\\säännöt.pdf", "säännöt.pdf"),
        ("../../etc/säännöt.pdf", "säännöt.pdf"),
        ("säännöt\r\nSet-Cookie: a.pdf", "säännöt Set-Cookie: a.pdf"),
        ("fdp.\u202egpj", "fdp.gpj"),
        ("\ue000\u200bsäännöt.pdf", "säännöt.pdf"),
        ("...", "liite"),
        ("", "liite"),
    ],
)
def test_a_name_is_kept_as_people_read_it(typed, kept):
    assert tidy_name(typed) == kept


def test_a_long_name_keeps_its_end():
    kept = tidy_name("ä" * 300 + ".docx")
    assert (len(kept), kept[-6:]) == (LONGEST_NAME, "ä.docx")


@pytest.mark.parametrize(
    ("name", "code", "kept"),
    [
        ("kuitti.JPEG", "jpg", "kuitti.JPEG"),
        ("kuva.heic", "jpg", "kuva.jpg"),
        ("kuva.jpg", "png", "kuva.png"),
        ("kuva", "heic", "kuva.heic"),
        ("kuva 14.2", "jpg", "kuva 14.2.jpg"),
        ("talousarvio.xlsx.pdf", "pdf", "talousarvio.xlsx.pdf"),
    ],
)
def test_a_picture_that_calls_itself_another_picture_is_set_right(name, code, kept):
    assert named(name, KINDS[code]) == kept


@pytest.mark.parametrize(
    ("name", "code", "refusal"),
    [
        ("säännöt.docx", "pdf", "another_type"),
        ("kuva.pdf", "jpg", "another_type"),
        ("säännöt", "pdf", "wrong_type"),
        ("säännöt.zip", "docx", "wrong_type"),
        ("säännöt.EXE.pdf", "pdf", "dangerous_name"),
        ("sivu.html.jpg", "jpg", "dangerous_name"),
    ],
)
def test_a_name_that_does_not_agree_is_refused(name, code, refusal):
    with pytest.raises(RefusedError) as error:
        named(name, KINDS[code])
    assert error.value.code == refusal
