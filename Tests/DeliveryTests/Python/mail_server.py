"""A real SMTP server on loopback (aiosmtpd) that keeps what it accepts, and fails as it is told.

Prints its port when it listens. The folder gets a file a message, NNNN.eml, and received.jsonl: recipient and SHA-256.
"""

import argparse
import asyncio
import hashlib
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--refuse", action="append", default=[])
parser.add_argument("--refuse-sender", action="store_true")
parser.add_argument("--greylist", action="store_true")
parser.add_argument("--drop-after-data", action="store_true")
parser.add_argument("--refuse-data")
parser.add_argument("--delay", type=float, default=0)
parser.add_argument("--password")
parser.add_argument("--implicit", action="store_true", help="TLS from the first byte, no STARTTLS")
options = parser.parse_args()


class Handler:
    def __init__(self):
        self.seen = set()
        self.count = len(list(options.folder.glob("*.eml")))

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if options.refuse_sender:
            return "550 5.7.1 sender not allowed"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in options.refuse:
            return "550 5.1.1 no such user"
        if options.greylist and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.refuse_data:
            return options.refuse_data
        self.count += 1
        (options.folder / f"{self.count:04}.eml").write_bytes(envelope.original_content)
        digest = hashlib.sha256(envelope.original_content).hexdigest()
        with open(options.folder / "received.jsonl", "a") as log:
            for recipient in envelope.rcpt_tos:
                line = {"recipient": recipient, "sha256": digest, "tls": options.implicit or session.ssl is not None}
                log.write(json.dumps(line) + "\n")
        await asyncio.sleep(options.delay)
        if options.drop_after_data:
            server.transport.abort()
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    with open(options.folder / "signed-in", "a") as log:
        log.write(".")
    right = data.login == b"mailer" and data.password == options.password.encode()
    # Not handled: the server answers 535 by itself.
    return AuthResult(success=right, handled=right)


async def main():
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    handler = Handler()

    def protocol():
        return SMTP(
            handler, hostname="localhost", tls_context=None if options.implicit else context,
            auth_require_tls=not options.implicit, data_size_limit=50_000_000, loop=loop,
            authenticator=authenticate if options.password else None, auth_required=bool(options.password),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if options.implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
