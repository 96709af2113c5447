package assess

import (
	"sync"
	"sync/atomic"
)

// blockOrder makes the workers that read the blocks of a sheet wait for each other before
// they count. A row with other headers than those of the sheet ends what can be read of it,
// and the workers that read the blocks after it find out only then.
type blockOrder struct {
	mu    sync.Mutex
	wake  sync.Cond
	read  map[int]bool // blocks from next on
	next  int          // the first block that is not read
	later map[int]int  // by block: the line of later headers that were found in it
	clear atomic.Int64 // all blocks before it are read and have no later headers
	ended bool         // a worker ended early, so nobody waits for its block
}

// end wakes up the workers that wait for a block that will not be read.
func (o *blockOrder) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	if o.wake.L != nil {
		o.wake.Broadcast()
	}
}

// isClear reports whether what is read of a block counts whatever other blocks have.
func (o *blockOrder) isClear(block int) bool { return o.clear.Load() >= int64(block) }

// finish reports that a block was read, and the line of later headers in it or 0. It waits
// until all blocks before it are read, and returns the line of later headers in the first
// of them that has any, or 0.
func (o *blockOrder) finish(block, line int) (later int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.read == nil {
		o.read, o.later, o.wake.L = make(map[int]bool), make(map[int]int), &o.mu
	}
	if line > 0 {
		o.later[block] = line
	}
	o.read[block] = true
	if block == o.next {
		for ; o.read[o.next]; o.next++ {
			delete(o.read, o.next)
			if _, ended := o.later[o.next]; !ended && o.clear.Load() == int64(o.next) {
				o.clear.Store(int64(o.next) + 1)
			}
		}
		o.wake.Broadcast()
	}
	for o.next < block && !o.ended {
		o.wake.Wait()
	}
	first := block
	for b, line := range o.later {
		if b < first {
			first, later = b, line
		}
	}
	return later
}
