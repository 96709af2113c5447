package rubric_test

import "flag"

var long = flag.Bool("long", false, "load the largest hostile documents too, with every loader; takes half a minute")
