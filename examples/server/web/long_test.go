package web

import "flag"

var long = flag.Bool("long", false, "200 raters answer all pages instead of two")
