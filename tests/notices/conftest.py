"""People to write to, and a mail server on loopback that can be killed and started again."""

import socketserver
import threading
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy

import pytest

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Membership, Municipality, Role
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)


@dataclass
class People:
    """Ålev with one user a role."""

    place: Municipality
    users: dict[str, User] = field(default_factory=dict)

    def acting(self, role: str) -> Acting:
        return Acting(self.users[role], DAY, self.place)

    @property
    def system(self) -> Acting:
        return Acting(None, DAY, self.place)


@pytest.fixture
def people(db) -> People:
    made = People(Municipality.objects.create(code="0981", name="Ålev"))
    for role in (Role.COORDINATOR, Role.CASE_WORKER, Role.MANAGER, Role.ADMINISTRATOR):
        user = User.objects.create(username=role, name=f"Prøve {role.label}", email=f"{role}@example.org")
        Membership.objects.create(user=user, role=role, municipality=made.place, valid_from=date(2020, 1, 1))
        made.users[role] = user
    return made


class Conversation(socketserver.StreamRequestHandler):
    """As much SMTP as a sender needs."""

    def handle(self) -> None:
        post: MailServer = self.server.post
        self.say("220 prøve".encode().decode("ascii", "ignore"))
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                data = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    data += part
                post.received.append(message_from_bytes(data, policy=policy.default))
                if post.dies_after_data:
                    return  # the message is taken, and the sender never hears of it
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            elif word == b"RCPT" and post.refuses:
                self.say("550 no such mailbox")
            else:
                self.say("250 localhost")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@dataclass
class MailServer:
    """`received`: the mails it took, across restarts on the same port."""

    received: list = field(default_factory=list)
    refuses: bool = False
    dies_after_data: bool = False
    port: int = 0
    server: Server | None = None

    def start(self) -> None:
        self.server = Server(("127.0.0.1", self.port), Conversation)
        self.server.post = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def kill(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@pytest.fixture
def mail_server(settings):
    post = MailServer()
    post.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", post.port, 5
    yield post
    post.kill()
