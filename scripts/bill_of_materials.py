"""Writes the bill of materials of the program as CycloneDX 1.5 to standard output.

It is made of what cargo says of the packages that go into the program: no network, no clock, the same each time.
    cargo metadata --locked --format-version 1 --filter-platform TARGET | python3 scripts/bill_of_materials.py
"""

import json
import sys
import uuid


def component(package, kind="library"):
    """A package as a component."""
    name, version = package["name"], package["version"]
    item = {
        "type": kind,
        "bom-ref": reference(package),
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package.get("description"):
        item["description"] = " ".join(package["description"].split())
    if package.get("license"):
        item["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if package.get("repository"):
        item["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return item


def reference(package):
    """What a package is called within the bill."""
    return f"{package['name']}@{package['version']}"


def shipped(metadata, root):
    """Identifiers of the packages that go into the program, and on which each depends: not those of tests."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    needs, waiting = {}, [root]
    while waiting:
        name = waiting.pop()
        if name in needs:
            continue
        needs[name] = sorted(
            dependency["pkg"]
            for dependency in nodes[name]["deps"]
            if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"])
        )
        waiting.extend(needs[name])
    return needs


def main():
    metadata = json.load(sys.stdin)
    packages = {package["id"]: package for package in metadata["packages"]}
    root = next(name for name, package in packages.items() if package["name"] == "aluehaku")
    needs = shipped(metadata, root)
    libraries = sorted((packages[name] for name in needs if name != root), key=reference)
    whole = json.dumps([reference(package) for package in libraries] + [reference(packages[root])])
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, whole)}",
        "version": 1,
        "metadata": {"component": component(packages[root], "application")},
        "components": [component(package) for package in libraries],
        "dependencies": [
            {"ref": reference(packages[name]), "dependsOn": [reference(packages[need]) for need in needs[name]]}
            for name in sorted(needs, key=lambda name: reference(packages[name]))
        ],
    }
    json.dump(bill, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
