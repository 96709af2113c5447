//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package terminal

import (
	"os"
	"syscall"
	"unsafe"
)

// size asks the kernel for the window size, which only terminals have.
func size(f *os.File) (columns int, isTerminal bool) {
	conn, err := f.SyscallConn()
	if err != nil {
		return 0, false
	}
	var window struct{ rows, columns, width, height uint16 }
	// Control, unlike Fd, leaves the file in non-blocking mode.
	err = conn.Control(func(fd uintptr) {
		_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&window)))
		isTerminal = errno == 0
	})
	return int(window.columns), err == nil && isTerminal
}
