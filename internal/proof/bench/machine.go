package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// describeMachine says what the figures are measured on, and how busy it is.
func describeMachine() (string, error) {
	duckdb := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/duckdb/duckdb-go/v2" {
				duckdb = m.Version
			}
		}
	}
	kernel, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return "", err
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "", err
	}
	memory, err := procNumber("/proc/meminfo", "MemTotal")
	if err != nil {
		return "", err
	}
	model, err := procValue("/proc/cpuinfo", "model name")
	if err != nil {
		return "", err
	}
	about := fmt.Sprintf("%s, %d processors, %.0f GB, Linux %s, %s, duckdb-go %s.", model, runtime.NumCPU(), float64(memory)/1e9,
		strings.TrimSpace(string(kernel)), runtime.Version(), cmp.Or(duckdb, "of unknown version"))
	return about + " " + describeLoad(string(load)) + "\n", nil
}

// describeLoad says how busy the machine is, from what the kernel says of it.
func describeLoad(loadavg string) string {
	text, _, _ := strings.Cut(loadavg, " ")
	load, err := strconv.ParseFloat(text, 64)
	if err != nil || load < 1 {
		return "It had nothing else to do."
	}
	return "Others were at work on it (a load of " + text + " at the start): go by the processor seconds."
}

// peakMemory returns the most memory that the process has had. What getrusage says
// begins with the memory of the process that started this one.
func peakMemory() (int64, error) { return procNumber("/proc/self/status", "VmHWM") }

// procNumber returns a number of bytes from a file of the kernel, which gives kB.
func procNumber(file, key string) (int64, error) {
	value, err := procValue(file, key)
	if err != nil {
		return 0, err
	}
	kb, err := strconv.ParseInt(strings.TrimSuffix(value, " kB"), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s in %s: %w", key, file, err)
	}
	return kb << 10, nil
}

// procValue returns the first value of a key in a file of the kernel.
func procValue(file, key string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == key {
			return strings.TrimSpace(value), nil
		}
	}
	return "", fmt.Errorf("%s does not say %s", file, key)
}
