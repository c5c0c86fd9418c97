"""Speaks TLS on a loopback port and hands what it hears to a port that does not: CERTIFICATE KEY PORT. Prints its own."""

import asyncio
import ssl
import sys

certificate, key, target = sys.argv[1:]


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    writer.close()


async def serve(reader, writer):
    inner = await asyncio.open_connection("127.0.0.1", int(target))
    await asyncio.gather(copy(reader, inner[1]), copy(inner[0], writer))


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
