// Command png draws the pictures of a report as PNG, for slides and documents that
// do not take SVG:
//
//	go run ./examples/assess -out /tmp/results -format svg RESPONSES...
//	cd examples/png
//	go run . [-width 1600] [-system-fonts=false] -out /tmp/slides /tmp/results/*.svg
//
// Each NAME.svg becomes NAME.png in the directory, on a white ground. The renderer is
// resvg, which comes with its Go package as a C library, so that building needs a C
// compiler and running needs nothing. It runs no scripts and requests nothing from
// the network.
//
// Text is written in the first of the picture's fonts that the machine has. The Go
// fonts are built in for where there is none; they have Latin, Greek and Cyrillic
// letters. With -system-fonts=false they are the only ones, and every machine gives
// the same PNG.
package main
