using System.Text;

namespace Lfr.Web.Hosting;

/// <summary>Reads a password or a code that somebody types at the command line, without showing it to whoever else looks at the screen.</summary>
internal static class SecretLine
{
    /// <summary>Reads it; what is not typed but comes from a file or another program is read as it is.</summary>
    public static async Task<string> AskAsync(string question, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(question.AsMemory(), cancellationToken);
        if (Console.IsInputRedirected || !ReferenceEquals(input, Console.In))
            return await input.ReadLineAsync(cancellationToken) ?? "";
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        await output.WriteLineAsync();
        return typed.ToString();
    }
}
