package assess

import (
	"context"

	"github.com/waymark-go/waymark/rubric"
)

// CollectInBlocks is Collect with blocks of a size, so that tests need no large inputs.
func CollectInBlocks(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions, size int) (*Collection, error) {
	return collect(ctx, r, inputs, opt, size)
}
