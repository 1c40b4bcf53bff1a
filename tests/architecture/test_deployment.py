"""What the containers run is what `make run` runs; every variable is explained."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.architecture.sources import ROOT
from tools import install, run

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SETTINGS = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")


def read_variables(source: str) -> set[str]:
    return set(re.findall(r"\benv(?:_bool|_int|_list|_share)?\(\s*\"([A-Z_]+)\"", source))


def unexplained(names: set[str], text: str) -> set[str]:
    return {name for name in names if not re.search(rf"(?<![A-Z_]){name}(?![A-Z_])", text)}


def test_every_variable_is_explained() -> None:
    names = read_variables(SETTINGS)
    assert "DATABASE_URL" in names
    assert unexplained(names, HANDBOOK) == set()
    assert unexplained(names, EXAMPLE) == set()
    tool = set(re.findall(r"environ(?:ment)?\.get\(\"([A-Z_]+)\"", run_source()))
    assert {"HOST", "PORT", "SEED"} <= tool
    assert unexplained(tool, HANDBOOK) == set()


def run_source() -> str:
    return (ROOT / "tools" / "run.py").read_text(encoding="utf-8")


def test_every_variable_that_compose_asks_for_is_in_the_example() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+)", compose))
    assert unexplained(asked, EXAMPLE) == set()
    assert unexplained(asked, HANDBOOK) == set()


def test_guard_bites_on_a_variable_nobody_explains() -> None:
    names = read_variables('NEW = env_int("NEW_LIMIT", 5)')
    assert unexplained(names, HANDBOOK) == {"NEW_LIMIT"}
    assert unexplained({"LEVEL"}, "LOG_LEVEL=INFO") == {"LEVEL"}


@pytest.mark.parametrize(
    ("service", "command"),
    [("web", run.WEB), ("worker", run.WORKER), ("sender", run.SENDER), ("beat", run.BEAT)],
)
def test_a_container_runs_what_make_run_runs(service: str, command: list[str]) -> None:
    assert SERVICES[service]["command"][: len(command)] == command


def test_every_queue_has_a_process_that_listens_to_it() -> None:
    heard = {"celery"}  # Celery's own, by the worker
    heard |= {run.SENDER[run.SENDER.index("--queues") + 1]}
    routes = settings.CELERY_TASK_ROUTES.values()
    assert {route["queue"] for route in routes if "queue" in route} | {"celery"} == heard


def test_every_lasting_service_restarts_and_has_a_health_check() -> None:
    lasting = {name: service for name, service in SERVICES.items() if name != "prepare"}
    assert set(lasting) == {"web", "worker", "sender", "beat", "postgres", "redis", "proxy"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}


def test_services_wait_for_services_that_exist_and_use_volumes_that_exist() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = (ROOT / source).exists() if source.startswith(".") else True
            assert known, volume
            assert source.startswith(".") or source in COMPOSE["volumes"], volume


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_the_image_copies_only_what_exists_and_installs_from_the_locks() -> None:
    sources = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    assert sources
    assert [name for name in sources if not (ROOT / name).exists()] == []
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    assert "npm ci" in DOCKERFILE


def test_the_image_has_the_same_system_packages_and_is_not_root() -> None:
    assert [name for name in install.RUN_PACKAGES if name not in DOCKERFILE] == []
    assert re.search(r"^USER portal$", DOCKERFILE, re.MULTILINE)


def test_no_image_floats() -> None:
    used = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    used += [s["image"] for s in SERVICES.values() if "image" in s and "build" not in s]
    assert [image for image in used if ":" not in image or image.endswith(":latest")] == []


@pytest.mark.parametrize("lock", install.RUN_LOCKS)
def test_the_lock_of_tests_holds_all_of_the_locks_of_a_run(lock: str) -> None:
    assert pins(lock)
    assert pins(lock) <= pins("requirements-dev.lock")


def test_the_image_has_nothing_of_the_demonstration() -> None:
    assert "certomancer" not in {pin.split("==")[0] for pin in pins("requirements.lock")}
    assert "requirements-demo" not in DOCKERFILE


def test_the_locks_answer_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {name_of(requirement) for requirement in project["project"]["dependencies"]}
    locked = {pin.split("==")[0] for pin in pins("requirements.lock")}
    assert wanted <= locked


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*==[^ \\;]+)", text, re.MULTILINE))


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=;~! ]", requirement)[0].lower()
