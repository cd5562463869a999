"""`python -m evals.bench NAME [options]` runs one benchmark; without NAME it lists them."""

import importlib
import pkgutil
import sys

import evals.bench


def benchmarks() -> dict[str, str]:
    """The modules here that have a `main`, with their first line."""
    found = {}
    for module_info in pkgutil.iter_modules(evals.bench.__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"evals.bench.{module_info.name}")
        if callable(getattr(module, "main", None)):
            found[module_info.name] = (module.__doc__ or "").strip().splitlines()[0]
    return found


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        for name, line in sorted(benchmarks().items()):
            print(f"{name:16} {line}")
        return
    name = sys.argv[1]
    try:
        module = importlib.import_module(f"evals.bench.{name}")
    except ModuleNotFoundError as problem:
        if problem.name != f"evals.bench.{name}":
            raise
        raise SystemExit(
            f"no benchmark {name!r}; known: {', '.join(sorted(benchmarks()))}"
        ) from None
    module.main(sys.argv[2:])


if __name__ == "__main__":
    main()
