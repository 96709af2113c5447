package main

import "flag"

var long = flag.Bool("long", false, "kill the server 100 times and look at every page; takes many minutes")
