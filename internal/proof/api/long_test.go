package api

import "flag"

var long = flag.Bool("long", false, "compare the translations of more random summaries")
