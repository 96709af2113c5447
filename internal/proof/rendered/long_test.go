package rendered

import "flag"

var long = flag.Bool("long", false, "show all hostile texts and all lengths of titles")
