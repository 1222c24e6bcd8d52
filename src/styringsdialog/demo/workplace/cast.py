"""Who does things in the demo and what they do them to, found by the names and numbers of the demo's files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, Municipality, MunicipalUnit
from styringsdialog.reviews.models import Finding
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.users.models import User

EGEKAER = "0990"
SOENDERLYNG = "0991"


@dataclass(frozen=True)
class Cast:
    """Looks up people and things. `today` is the day of the load: the days of the demo are counted back from it."""

    today: date

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def ahead(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    def acting(self, username: str, days_ago: int = 0) -> Acting:
        """The person of that name, on a day."""
        return Acting(self.user(username), self.ago(days_ago))

    def user(self, username: str) -> User:
        return User.objects.get(username=username)

    def place(self, code: str = EGEKAER) -> Municipality:
        return Municipality.objects.get(code=code)

    def unit(self, name: str) -> MunicipalUnit:
        return MunicipalUnit.objects.get(name=name)

    def area(self, name: str) -> HousingArea:
        return HousingArea.objects.get(name=name)

    def organisation(self, number: str) -> HousingOrganisation:
        return HousingOrganisation.objects.get(lbf_number=number)

    def division(self, organisation: str, number: str) -> Division:
        return Division.objects.get(organisation__lbf_number=organisation, lbf_number=number)

    def package(self, number: str, dialogue_year: int = 2026) -> DocumentationPackage:
        """The package of an organisation."""
        found = DocumentationPackage.objects.select_related("organisation", "municipality")
        return found.get(organisation__lbf_number=number, dialogue_year=dialogue_year)

    def finding(self, number: str, rule: str, subject: str, dialogue_year: int = 2026) -> Finding:
        """What the newest run on a package says about one subject by one rule."""
        found = Finding.objects.filter(run__package=self.package(number, dialogue_year), rule=rule, subject_key=subject)
        newest = found.order_by("-run_id").first()
        if newest is None:
            raise LookupError(f"the demo has no finding {rule} on {subject} of {number}")
        return newest
