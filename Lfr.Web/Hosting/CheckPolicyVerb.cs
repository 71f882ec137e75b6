using Lfr.Shared.Policy;
using Lfr.Web.Components;

namespace Lfr.Web.Hosting;

/// <summary>
/// Reads a policy file as the start would, beside the policies that are there, and keeps nothing: <c>Lfr.Web check-policy FILE</c>. Touches no database. Exit code 0 when the file can be used, 2 when it
/// cannot.
/// </summary>
internal static class CheckPolicyVerb
{
    /// <summary>The command's word.</summary>
    public const string Verb = "check-policy";

    /// <summary>Answers in a sentence.</summary>
    /// <param name="args">What stands behind the verb.</param>
    /// <param name="output">Takes the answer.</param>
    /// <param name="folder">Folder of the policies that are there.</param>
    /// <exception cref="UnreadableFileException">No file is named, or it cannot be used; says which field is wrong.</exception>
    public static async Task RunAsync(string[] args, TextWriter output, string folder)
    {
        if (args is not [{ Length: > 0 } file])
            throw new UnreadableFileException($"Say which file: Lfr.Web {Verb} FILE");
        try
        {
            var name = Path.GetFileName(file);
            var pack = PolicyLibrary.LoadWithout(folder, name).Check(name, await File.ReadAllBytesAsync(file));
            await output.WriteLineAsync(
                $"{name} holds {pack.Id}, “{pack.Title}”: {Words.Count(pack.Rules.Count, "rule", "rules")}, {Words.Count(pack.Citations.Count, "source", "sources")}. {(pack.Adopted ? $"It is adopted, and applies from {Words.Day(pack.EffectiveFrom)}." : "It is not adopted, and does not apply.")} Its hash is {pack.Hash}.");
        }
        catch (PolicyPackException refused)
        {
            throw new UnreadableFileException(refused.Message, refused);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"{file} cannot be read. {e.Message}", e);
        }
    }
}
