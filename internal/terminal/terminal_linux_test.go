package terminal_test

import (
	"os"
	"syscall"
	"testing"
	"unsafe"

	"github.com/waymark-go/waymark/internal/terminal"
)

func TestColumnsOfTerminal(t *testing.T) {
	f, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	defer f.Close()
	set := func(columns uint16) {
		window := struct{ rows, columns, width, height uint16 }{rows: 24, columns: columns}
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCSWINSZ, uintptr(unsafe.Pointer(&window))); errno != 0 {
			t.Skip("cannot size a pseudo-terminal:", errno)
		}
	}
	set(132)
	if n, ok := terminal.Columns(f); n != 132 || !ok {
		t.Errorf("Columns = %d, %v, want 132, true", n, ok)
	}
	t.Setenv("COLUMNS", "77")
	set(0)
	if n, ok := terminal.Columns(f); n != 77 || !ok {
		t.Errorf("Columns of a terminal without a size = %d, %v, want COLUMNS, true", n, ok)
	}
	t.Setenv("COLUMNS", "wide")
	if n, ok := terminal.Columns(f); n != 0 || !ok {
		t.Errorf("Columns with a senseless COLUMNS = %d, %v, want 0, true", n, ok)
	}
}
