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

    [Fact]
    public void Variable_ForcesAKernel()
    {
        Environment.SetEnvironmentVariable(DotKernel.Variable, "scalar");
        Assert.Equal("scalar", DotKernel.Choose().Name);
    }

    [Fact]
    public void UnknownKernel_IsRefusedWithTheOnesThatExist()
    {
        Environment.SetEnvironmentVariable(DotKernel.Variable, "gpu");
        var refusal = Assert.Throws<InvalidOperationException>(DotKernel.Choose);
        Assert.Contains("scalar", refusal.Message, StringComparison.Ordinal);
    }
}
