"""What a municipality that does not exist yet is founded from."""

import io

from PIL import Image

NEW_MUNICIPALITY = {
    "name_nn": "Midtdal kommune",
    "municipality_number": "0301",
    "organisation_number": "974 760 673",
    "host": "midtdal.example",
    "languages": "nn+nb",
    "brand_colour": "#7a1f3d",
    "phone": "57 00 12 34",
    "email": "post@midtdal.example",
    "coordinator_name": "Kari Anne Nordmann",
    "coordinator_email": "Kari@midtdal.example",
}


def picture(name: str = "vapen.png") -> io.BytesIO:
    """A small coat of arms as an uploaded file."""
    file = io.BytesIO()
    Image.new("RGB", (40, 50), "#a3122a").save(file, "PNG")
    file.seek(0)
    file.name = name
    return file
