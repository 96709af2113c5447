package main

import "flag"

var long = flag.Bool("long", false, "kill the server 100 times; takes a few minutes")
