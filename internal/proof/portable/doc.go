// Package portable proves that the files of a report have the same bytes on every machine:
// whatever the locale, terminal, time zone, number of processors and architecture.
//
// Its test builds examples/assess and runs it in different environments. With -long it also
// builds for other architectures, among them one with 32 bits, one that fuses multiplication
// and addition, and a big-endian one, and runs them in the emulators of QEMU, which must be
// installed.
package portable
