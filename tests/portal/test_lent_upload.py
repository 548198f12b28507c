"""A lent guide in the admin: uploaded, shown as a plan, written; and downloaded."""

import pytest
import yaml
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from bti_portal.library.models import PortalDocument
from bti_portal.packages.models import Origin, ReceivedPackage
from tests.factories.package import small_package, write_package
from tests.portal.lending_world import files_of, step_at, world
from tests.portal.test_lent_archives import STEP, changed, resealed, rezipped

__all__ = ["world"]


pytestmark = pytest.mark.django_db


def uploaded() -> set[str]:
    """The names of all documents; other tests have left some."""
    if not default_storage.exists("documents"):
        return set()
    return set(default_storage.listdir("documents")[1])


class TestUpload:
    def post(self, world, content, site=None, user=None):
        client = world.log_in(user or world.coordinator)
        place = f"/admin/lending/{(site or world.borrower).pk}/receive/"
        file = SimpleUploadedFile("rettleiar.zip", content, "application/zip")
        return client.post(place, {"file": file}, follow=True)

    def test_the_plan_is_shown_and_written_when_confirmed(self, world):
        before = Page.objects.count()
        shown = self.post(world, world.package)
        assert shown.status_code == 200
        assert Page.objects.count() == before
        place = shown.redirect_chain[-1][0]
        plan = shown.context["report"].fingerprint
        client = world.log_in(world.coordinator)
        client.post(place, {"plan": plan, "publishes": "on"})
        assert step_at(world.borrower).live
        row = ReceivedPackage.objects.get()
        assert (row.content, row.user) == (None, world.coordinator)
        assert client.get(place).status_code == 200
        count = Page.objects.count()
        client.post(place, {"plan": plan, "publishes": "on"})
        assert Page.objects.count() == count

    def test_another_plan_than_the_one_shown_is_not_written(self, world):
        place = self.post(world, world.package).redirect_chain[-1][0]
        before = Page.objects.count()
        world.log_in(world.coordinator).post(place, {"plan": "another"}, follow=True)
        assert Page.objects.count() == before
        assert ReceivedPackage.objects.get().written_at is None

    def test_files_of_a_plan_that_is_not_written_do_not_stay(self, world):
        entry = {"key": "fil", "file": "ark.pdf", "title": "Arket"}
        files = files_of(world.package) | {"documents.yaml": yaml.safe_dump([entry]).encode()}
        shown = self.post(world, resealed(files | {"media/ark.pdf": b"%PDF-1.7 ark"}))
        place, before = shown.redirect_chain[-1][0], uploaded()
        client = world.log_in(world.coordinator)
        client.post(place, {"plan": "another"})
        assert uploaded() == before
        client.post(place, {"plan": shown.context["report"].fingerprint})
        document = PortalDocument.objects.get(title="Arket")
        assert uploaded() - before == {document.file.name.removeprefix("documents/")}
        assert document.file.read() == b"%PDF-1.7 ark"

    def test_faults_are_told_and_nothing_is_kept(self, world):
        said = self.post(world, changed(world, STEP, lead={"nn": "<script>"}))
        assert said.status_code == 422
        assert f"{STEP}:" in said.content.decode()
        assert not ReceivedPackage.objects.exists()

    def test_a_starter_package_is_the_operators(self, world, tmp_path):
        write_package(tmp_path, small_package())
        names = [file for file in tmp_path.rglob("*") if file.is_file()]
        entries = [(f.relative_to(tmp_path).as_posix(), f.read_bytes()) for f in names]
        before = Origin.objects.count()
        assert self.post(world, rezipped(entries)).status_code == 422
        assert Origin.objects.count() == before

    def test_the_neighbour_gets_404(self, world):
        stranger = world.lenders_coordinator
        assert self.post(world, world.package, user=stranger).status_code == 404
        shown = self.post(world, world.package)
        place = shown.redirect_chain[-1][0]
        assert world.log_in(stranger).get(place).status_code == 404
        assert world.log_in(stranger).post(place, {}).status_code == 404
        at_home = place.replace(f"/{world.borrower.pk}/", f"/{world.lender.pk}/", 1)
        assert world.log_in(stranger).get(at_home).status_code == 404

    def test_a_guide_is_downloaded_by_its_own_coordinator_only(self, world):
        page = step_at(world.lender).get_parent().get_parent()
        place = f"/admin/lending/{world.lender.pk}/lend/{page.pk}.zip"
        own = world.log_in(world.lenders_coordinator).get(place)
        assert files_of(own.content).keys() == files_of(world.package).keys()
        assert world.log_in(world.coordinator).get(place).status_code == 404
        there = f"/admin/lending/{world.borrower.pk}/lend/{page.pk}.zip"
        assert world.log_in(world.coordinator).get(there).status_code == 404
