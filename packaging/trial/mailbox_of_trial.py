"""The mail server of the trial: aiosmtpd, which keeps what it gets in a Maildir."""

import email.policy
import glob
import os
import re
import subprocess

FOLDER = "/trial/mail"
PORT = 2525

seen = set()


def start():
    """Starts the server."""
    subprocess.run(
        [
            "systemd-run", "--unit=mail", "/usr/bin/python3", "-m", "aiosmtpd", "--nosetuid",
            "--listen", f"127.0.0.1:{PORT}", "--class", "aiosmtpd.handlers.Mailbox", FOLDER,
        ],
        check=True,
        capture_output=True,
    )


def take_all(recipient):
    """Mails to somebody that were not taken before, the oldest first."""
    mails = []
    for path in sorted(glob.glob(f"{FOLDER}/new/*"), key=os.path.getmtime):
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        if path not in seen and recipient in mail["To"]:
            seen.add(path)
            mails.append(mail)
    return mails


def take(recipient):
    """The next mail to somebody, if one came."""
    for path in sorted(glob.glob(f"{FOLDER}/new/*"), key=os.path.getmtime):
        with open(path, "rb") as file:
            mail = email.message_from_binary_file(file, policy=email.policy.default)
        if path not in seen and recipient in mail["To"]:
            seen.add(path)
            return mail
    return None


def text(mail):
    """What a mail says."""
    return mail.get_body(("plain",)).get_content()


def link(mail, part):
    """The first address in a mail that has a part."""
    return re.search(rf"\S*{re.escape(part)}\S*", text(mail)).group()
