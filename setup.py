"""Which packages the wheel holds: all below the core, and the two adapters by name."""

from setuptools import find_packages, setup

ADAPTERS = ("mkdocs_plugin", "sphinx_ext")

setup(
    packages=[
        *find_packages(include=["aisha_docs_audio", "aisha_docs_audio.*"]),
        *(f"aisha_docs_audio.{adapter}" for adapter in ADAPTERS),
    ]
)
