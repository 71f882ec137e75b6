using System.CommandLine;

namespace Lfr.Inference.Models;

/// <summary>The command line's <c>models</c> verbs.</summary>
public static class ModelsCommand
{
    /// <summary>Builds the command with its verbs <c>list</c>, <c>verify</c> and <c>prepare</c>.</summary>
    public static Command Create()
    {
        var command = new Command("models", "Look after the face models.");
        return command;
    }
}
