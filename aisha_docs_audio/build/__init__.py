"""One build as every host sees it: all pages to their narrations."""
