"""Mail in development stays on the machine and is announced in the terminal."""

from email import message_from_bytes, policy

from django.core.mail import EmailMessage, get_connection

from kake.mail import announcement


def test_a_letter_becomes_a_file_that_a_mail_program_opens(settings, tmp_path, capsys):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    with get_connection("kake.mail.DevelopmentBackend") as connection:
        assert EmailMessage("Päätös", "Hei", to=["anna@example.org"], connection=connection).send() == 1
    (file,) = (tmp_path / "mail").glob("*.eml")
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (letter["Subject"], letter["To"], letter.get_content().strip()) == ("Päätös", "anna@example.org", "Hei")
    assert capsys.readouterr().err == "To anna@example.org: Päätös\n"


def test_a_connection_over_which_nothing_is_sent_leaves_no_file(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    with get_connection("kake.mail.DevelopmentBackend"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_code_is_shown_beside_its_letter():
    message = EmailMessage("Koodi", "Koodisi on:\n\n123456\n\nSe vanhenee 10 minuutissa.", to=["anna@example.org"])
    assert announcement(message) == "To anna@example.org: Koodi → 123456"


def test_numbers_in_running_text_are_no_code():
    assert announcement(EmailMessage("Hei", "Soita 123456 heti.", to=["a@example.org"])) == "To a@example.org: Hei"
