"""Licences under which rows may be trained on."""

import re

from kinglet_trainer.errors import KingletError

_FORBIDDEN = re.compile(
    r"(-NC\b|-ND\b|noncommercial|non-commercial|noderiv|no-deriv|proprietary|unlicensed|all rights reserved"
    r"|^none$|^noassertion$|BUSL|SSPL|Elastic)",
    re.IGNORECASE,
)


def check_licence(licence: str | None, where: str, *, override: bool = False) -> None:
    """KingletError where a licence is missing or forbids training or sharing what was trained, unless overridden."""
    if override:
        return
    if not licence or not licence.strip():
        raise KingletError(
            f'{where} names no licence. Write the SPDX id of the rows as "licence", such as "Apache-2.0" or '
            f'"CC-BY-4.0" ("LicenseRef-own" for rows of your own).'
        )
    found = _FORBIDDEN.search(licence)
    if found:
        raise KingletError(
            f"{where} has the licence {licence}, which forbids training or sharing the result ({found.group().strip()}). "
            f"Leave these rows out; --accept-licence goes on where you hold the rights."
        )
