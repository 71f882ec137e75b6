using Lfr.Inference.Galleries.Internals;

namespace Lfr.Tests.Galleries;

/// <summary>Sets an environment variable, so it runs with nothing beside it.</summary>
[CollectionDefinition(nameof(KernelChoiceTests), DisableParallelization = true)]
[Collection(nameof(KernelChoiceTests))]
public sealed class KernelChoiceTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(DotKernel.Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(DotKernel.Variable, _before);

    [Fact]
    public void WithoutTheVariable_TheFastestKernelOfThisMachineIsUsed()
    {
        Environment.SetEnvironmentVariable(DotKernel.Variable, null);
        Assert.Equal(DotKernel.All.First(kernel => kernel.IsSupported).Name, DotKernel.Choose().Name);
    }

    [Theory]
    [MemberData(nameof(DotKernelTests.Kernels), MemberType = typeof(DotKernelTests))]
    public void Variable_ForcesAKernel(string kernel)
    {
        Environment.SetEnvironmentVariable(DotKernel.Variable, kernel);
        using var gallery = Lfr.Inference.Galleries.Gallery.Load([PlainSearch.Row(1, 1, 2, 3)]);
        Assert.Equal(kernel, gallery.Kernel);
    }

    [Fact]
    public void UnknownKernel_IsRefusedWithTheOnesThatExist()
    {
        Environment.SetEnvironmentVariable(DotKernel.Variable, "gpu");
        var refusal = Assert.Throws<InvalidOperationException>(DotKernel.Choose);
        Assert.Contains("scalar", refusal.Message, StringComparison.Ordinal);
    }
}
