// Command png draws the pictures of a report as PNG, for slides and documents that
// do not take SVG:
//
//	go run ./examples/assess -out /tmp/results -format svg RESPONSES...
//	cd examples/png
//	go run . [-width 1600] [-system-fonts=false] -out /tmp/slides /tmp/results/*.svg
//
// Each NAME.svg becomes NAME.png in the directory, on a white background. The renderer is
// resvg, a C library that its Go package includes, so building needs a C compiler and
// running needs nothing. It runs no scripts and requests nothing from
// the network.
//
// Text is in the first of the picture's fonts that the machine has, or else in the Go
// fonts, which are built in; they have Latin, Greek and Cyrillic letters. With -system-fonts=false they are the only ones, and every machine gives
// the same PNG.
package main
