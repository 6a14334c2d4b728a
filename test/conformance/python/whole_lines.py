"""Printed lines leave whole, each at once, so that those of several processes do not mix; imported by each of them."""

import sys

sys.stdout.reconfigure(line_buffering=True, write_through=False)
