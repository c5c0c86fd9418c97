"""Reads a model with Microsoft's TMDL deserializer and compares what its serializer writes with the files.

usage: tabular_model.py DEFINITION OUT.json     writes the model as JSON; exit 1 for any difference
"""
import os
import sys
import sysconfig
import tempfile

PACKAGES = sysconfig.get_paths()["purelib"]


def load():
    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    root = f"{PACKAGES}/dnv/net/runtime/.net"
    os.chmod(f"{root}/dotnet", 0o755)
    set_runtime(get_coreclr(runtime_config=f"{PACKAGES}/sempy/dotnet.runtime.config.json", dotnet_root=root))
    import clr

    sys.path.append(f"{PACKAGES}/sempy/lib")
    clr.AddReference(f"{PACKAGES}/sempy/lib/Microsoft.AnalysisServices.Tabular.dll")
    from Microsoft.AnalysisServices.Tabular import JsonSerializer, TmdlSerializer

    return TmdlSerializer, JsonSerializer


def texts(folder):
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, folder)] = file.read().replace("\r", "").rstrip()
    return found


def main():
    definition, out = sys.argv[1:]
    tmdl, json = load()
    model = tmdl.DeserializeDatabaseFromFolder(definition)
    with open(out, "w", encoding="utf-8") as file:
        file.write(json.SerializeDatabase(model))
    with tempfile.TemporaryDirectory() as folder:
        tmdl.SerializeDatabaseToFolder(model, folder)
        ours, theirs = texts(definition), texts(folder)
    differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    for name in differing:
        print(f"differs from what Microsoft's serializer writes: {name}")
    print(f"{len(ours)} files of the model read, {len(differing)} differ")
    sys.exit(bool(differing))


main()
