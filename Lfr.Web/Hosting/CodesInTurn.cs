using Lfr.Web.Identity;

namespace Lfr.Web.Hosting;

/// <summary>
/// Shows codes at the command line one after the other, each to whoever keeps it, so that nobody need see both. Where nobody types, as in a script, there is nobody to wait for: they follow each other,
/// and whoever runs the script has both.
/// </summary>
internal static class CodesInTurn
{
    /// <summary>Clears the terminal, with what could be scrolled back to.</summary>
    internal const string Cleared = "\u001b[2J\u001b[3J\u001b[H";

    /// <summary>Shows them.</summary>
    /// <param name="codes">Whoever keeps each, as the middle of a sentence, and the code.</param>
    /// <param name="input">The keyboard.</param>
    /// <param name="output">The screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ShowAsync(IReadOnlyList<RecoveryKey> codes, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var someone = true;
        foreach (var (keeper, code) in codes)
        {
            if (someone)
                await output.WriteLineAsync($"Turn the screen to {keeper}, and look away yourself. Press Enter to show the code.".AsMemory(), cancellationToken);
            someone = someone && await input.ReadLineAsync(cancellationToken) is not null;
            await output.WriteLineAsync($"  {keeper}: {code}".AsMemory(), cancellationToken);
            if (!someone)
                continue;
            await output.WriteLineAsync("Press Enter when you have copied it: the screen is cleared, and the code is not shown again.".AsMemory(), cancellationToken);
            someone = await input.ReadLineAsync(cancellationToken) is not null;
            if (someone)
                await output.WriteAsync(Cleared.AsMemory(), cancellationToken);
        }
    }
}
