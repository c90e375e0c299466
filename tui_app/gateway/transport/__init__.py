"""A transport below httpx for HTTP/1.1 on asyncio: sockets of ours, the protocol by h11.

httpx's own one spends most of a request on layers that serve several event loops, proxies and HTTP/2.
"""
