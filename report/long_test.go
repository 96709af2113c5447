package report_test

import "flag"

var long = flag.Bool("long", false, "run the tests with every hostile text and every changed rendering")
