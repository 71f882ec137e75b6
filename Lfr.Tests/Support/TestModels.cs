using Lfr.Inference.Models;

namespace Lfr.Tests.Support;

/// <summary>The real models, opened once for all tests. A test that needs them is skipped, with the command that brings them, where they are missing.</summary>
public static class TestModels
{
    private static readonly Lazy<ModelInspection> Inspection = new(() => ModelStore.Inspect(ModelStore.FindFolder()));

    private static readonly Lazy<ModelSet> Set = new(() => ModelSet.Open(Inspection.Value.Folder!));

    /// <summary>The folder with verified models. Skips the calling test when there is none.</summary>
    public static string FolderOrSkip()
    {
        Assert.SkipWhen(Inspection.Value.Problem is not null, Inspection.Value.Problem ?? string.Empty);
        return Inspection.Value.Folder!;
    }

    /// <summary>The loaded models, shared: do not dispose them. Skips the calling test when they are missing.</summary>
    public static ModelSet OpenOrSkip()
    {
        FolderOrSkip();
        return Set.Value;
    }
}
