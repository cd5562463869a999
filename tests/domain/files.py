"""Files for the tests of attachments: good ones of every kind, and hostile ones by the dozen."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

from PIL import Image

EXIF_UPSIDE_DOWN = 3
GPS = b"51 deg 30' N"


def picture(form: str, *, size: tuple[int, int] = (64, 32), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **more)
    return out.getvalue()


def phone_photo() -> bytes:
    """A JPEG lying on its side, which notes where it was taken; its left half is red."""
    shown = Image.new("RGB", (80, 40), "blue")
    shown.paste((255, 0, 0), (0, 0, 40, 40))
    noted = Image.Exif()
    noted[0x0112] = 6  # to be turned clockwise by a quarter
    noted[0x010F] = "Phone"
    noted.get_ifd(0x8825)[29] = GPS.decode()
    out = io.BytesIO()
    shown.save(out, "JPEG", exif=noted.tobytes(), quality=95)
    return out.getvalue()


def png_of(width: int, height: int, *, data: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever it holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", data or zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def box(brand: bytes) -> bytes:
    return (
        b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0" + brand + b"mp42" + b"\0\0\0\x08mdat" + b"\0" * 500
    )


def matroska(doctype: bytes) -> bytes:
    body = bytes.fromhex("4286810142f7810142f2810442f38108")
    body += b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(body)]) + body + b"\0" * 300


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../../etc/passwd"), io.BytesIO())
    return out.getvalue()


GOOD = {
    "photo.jpg": (picture("JPEG"), "image/jpeg"),
    "screen.png": (picture("PNG"), "image/png"),
    "screen.gif": (picture("GIF"), "image/gif"),
    "screen.webp": (picture("WEBP"), "image/webp"),
    "clip.mp4": (box(b"isom"), "video/mp4"),
    "clip.m4v": (box(b"M4V "), "video/mp4"),
    "clip.mov": (box(b"qt  "), "video/quicktime"),
    "clip.webm": (matroska(b"webm"), "video/webm"),
    "quote.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "application/pdf"),
    "logs.zip": (zipped(camera__log=b"boot ok\n" * 50), "application/zip"),
    "camera.log": ("12:00 \x1b[31m死机\x1b[0m freeze\n".encode() * 40, "text/plain"),
    "notes.txt": ("相机在录制十分钟后死机\n".encode("gb18030") * 20, "text/plain"),
    "wide.txt": ("freeze after ten minutes\n" * 5).encode("utf-16"),
    "stats.csv": (b"a;b\r\n1;2\r\n", "text/csv"),
    "state.json": (b'{"temperature": 71}', "application/json"),
    "mentions.log": (b"GET / answered <html><script>alert(1)</script>\n", "text/plain"),
    "BM starts.log": (b"BM is how a bitmap begins, and this line too\n", "text/plain"),
}
GOOD["wide.txt"] = (GOOD["wide.txt"], "text/plain")  # type: ignore[assignment]

_MZ = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\xb8\0\0\0" + bytes(range(256)) * 4
_ELF = b"\x7fELF\2\1\1" + b"\0" * 9 + bytes(range(256))
_JPEG, _PNG = picture("JPEG"), picture("PNG")

HOSTILE: dict[str, bytes] = {
    "empty.jpg": b"",
    "program.exe": _MZ,
    "program.jpg": _MZ,
    "program.txt": _MZ,
    "library.dll": _MZ,
    "saver.scr": _MZ,
    "elf": _ELF,
    "elf.log": _ELF,
    "mach.log": b"\xcf\xfa\xed\xfe\x07\0\0\1" + b"\0" * 300,
    "class.txt": b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0\1\2\3" * 60,
    "run.bat": b"@echo off\r\ndel *.*\r\n",
    "run.cmd": b"del *.*\r\n",
    "run.ps1": b"Remove-Item *\r\n",
    "run.vbs": b'CreateObject("WScript.Shell")\r\n',
    "run.js": b"alert(1)",
    "run.sh": b"#!/bin/sh\nrm -rf /\n",
    "shell.txt": b"#!/bin/sh\nrm -rf /\n",
    "perl.log": b"#!/usr/bin/perl\n",
    "link.lnk": b"L\0\0\0\1\x14\2\0" + b"\0" * 80,
    "keys.reg": b"Windows Registry Editor Version 5.00\r\n",
    "page.html": b"<html><script>alert(1)</script>",
    "page.htm": b"hello",
    "page.txt": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "page.log": b"\n\t <html><body onload=alert(1)>",
    "page.json": b"\xef\xbb\xbf<html>",
    "hidden.txt": b"<!-- x --><!-- y --> <script>alert(1)</script>",
    "body.csv": b"<body onload=alert(1)>",
    "frame.txt": b"<iframe src=javascript:alert(1)>",
    "wide-page.txt": "<html><script>alert(1)</script>".encode("utf-16"),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.txt": b'<?xml version="1.0"?><svg onload="alert(1)"/>',
    "packed.svgz": gzip.compress(b"<svg/>"),
    "data.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    "laughs.txt": b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'>]>",
    "macro.docm": zipped(word__xml=b"x"),
    "macro.xlsm": zipped(xl__xml=b"x"),
    "app.apk": zipped(classes__dex=b"x"),
    "app.jar": zipped(A__class=b"x"),
    "cut.zip": zipped(camera__log=b"boot ok\n" * 5000)[:60],
    "fake.zip": b"PK\x03\x04" + b"\0" * 30,
    "archive.rar": b"Rar!\x1a\7\1\0" + bytes(range(256)),
    "archive.7z": b"7z\xbc\xaf'\x1c\0\4" + bytes(range(256)),
    "archive.tar": tar(),
    "archive.gz": gzip.compress(bytes(1000)),
    "bomb.gz": gzip.compress(bytes(5_000_000)),
    "disk.iso": b"\0" * 32769 + b"CD001",
    "movie.mkv": matroska(b"matroska"),
    "movie.webm": matroska(b"matroska"),
    "movie.avi": b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 200,
    "movie.flv": b"FLV\1\5\0\0\0\x09" + b"\0" * 100,
    "movie.wmv": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + b"\0" * 100,
    "sound.mp3": b"ID3\3\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 50,
    "flash.swf": b"FWS\x09" + b"\0" * 100,
    "photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100,
    "photo.tiff": picture("TIFF"),
    "photo.bmp": picture("BMP"),
    "photo.ico": picture("ICO"),
    "photo.psd": b"8BPS\0\1" + b"\0" * 100,
    "cut.jpg": _JPEG[: len(_JPEG) // 2],
    "cut.png": _PNG[: len(_PNG) // 2],
    "head.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 50,
    "head.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "head.gif": b"GIF89a" + b"\xff" * 40,
    "head.webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40,
    "wrong-sum.png": _PNG.replace(b"IDAT", b"IDAX"),
    "bomb.png": png_of(50_000, 50_000),
    "wide.png": png_of(2_000_000_000, 1),
    "long.png": png_of(29_000, 29_000),
    "nothing.png": png_of(0, 0),
    "hollow.png": png_of(4_000, 4_000),
    "bomb.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0"
    + b"\0" * 6
    + b",\0\0\0\0\xff\xff\xff\xff\0\2\2L\1\0;",
    "postscript.eps": b"%!PS-Adobe-3.0\n(x) \x00\x01\x02 run\n" + bytes(range(256)),
    "registry.dat": b"regf" + bytes(range(256)),
    "noise.bin": bytes((n * 197 + n // 7) % 256 for n in range(4000)),
    "noise.txt": bytes((n * 131 + n // 3) % 256 for n in range(4000)),
    "nul.txt": b"a log\0with nul\n" * 20,
    "control.log": b"\x01\x02\x03\x04\x05\x06\x07\x08" * 100,
    "sqlite.db": b"SQLite format 3\0" + b"\0" * 200,
    "pickle.pkl": b"\x80\x04\x95\x1e\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
    "mail.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    "short.url": b"[InternetShortcut]\r\nURL=file:///etc/passwd\r\n",
    "help.chm": b"ITSF\3\0\0\0" + b"\0" * 100,
    "setup.msi": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500,
    "old.doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500,
    "wasm.log": b"\0asm\1\0\0\0" + b"\0" * 50,
    "photo\u202egpj.exe": _MZ,
    "photo.jpg.exe": _JPEG,
    "photo.exe ": _JPEG,
    "photo.exe.": _JPEG,
    "PHOTO.EXE": _JPEG,
    "page.xhtml": b"x",
    "page.shtml": b"x",
}
