package disclose

import "flag"

var long = flag.Bool("long", false, "try the sizes of all trees")
