using Lfr.Tests.Support;

namespace Lfr.Tests.Hosting;

public class PublishTests
{
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task PublishedProgram_ServesConfigurationAndStaticFiles_FromAnyWorkingFolder()
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var published = Directory.CreateTempSubdirectory("lfr-published-").FullName;
        var elsewhere = Directory.CreateTempSubdirectory("lfr-elsewhere-").FullName;
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var made = await LfrProcess.RunAsync(
            Repository.Root, none, "publish", "Lfr.Web", "-c", configuration, "--no-build", "--nologo", "-v", "quiet", "-o", published);
        Assert.True(made.ExitCode == 0, made.Output + made.Error);
        IsSmall(published);

        var address = $"http://127.0.0.1:{LfrProcess.FreePort()}";
        using var process = LfrProcess.Start(elsewhere, new Dictionary<string, string>
        {
            ["LFR_URLS"] = address,
            ["LFR_DATA"] = Path.Combine(elsewhere, "data"),
            ["LFR_DEMO"] = "0",
        }, Path.Combine(published, "Lfr.Web.dll"));
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            await Eventually.HoldsAsync(async () => await AnswersAsync(client, "/health/live"), "the published program answers", TimeSpan.FromSeconds(60));

            Assert.True(await AnswersAsync(client, "/favicon.svg"));
            Assert.True(await AnswersAsync(client, "/public.css"));
            Assert.True(await AnswersAsync(client, "/sign-in"));
            // The child that decodes pictures says that it is ready, and ends with its input.
            var child = await LfrProcess.RunAsync(elsewhere, none, Path.Combine(published, "Lfr.Inference.dll"), "decode-pictures");
            Assert.Equal((0, "R"), (child.ExitCode, child.Output));
            Assert.True(File.Exists(Path.Combine(published, "appsettings.json")));
            Assert.True(File.Exists(Path.Combine(published, "wwwroot", "favicon.svg")));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(published, recursive: true);
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    /// <summary>As with <c>-r linux-x64</c>, which leaves out the same: a build keeps the natives of its own platform only.</summary>
    private static void IsSmall(string published)
    {
        var files = new DirectoryInfo(published).GetFiles("*", SearchOption.AllDirectories);
        Assert.InRange(files.Where(f => f.Extension != ".onnx").Sum(f => f.Length), 1, 150_000_000);
        Assert.DoesNotContain(files, f => f.Name.StartsWith("Microsoft.EntityFrameworkCore.Design", StringComparison.Ordinal) || f.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        var platforms = Directory.Exists(Path.Combine(published, "runtimes")) ? Directory.GetDirectories(Path.Combine(published, "runtimes")).Select(d => Path.GetFileName(d)!) : [];
        Assert.All(platforms, p => Assert.True(OperatingSystem.IsLinux() ? !p.Contains("win", StringComparison.Ordinal) && !p.Contains("osx", StringComparison.Ordinal) : p.Length > 0, p));
        // What this program runs from has nothing more.
        Assert.DoesNotContain(new DirectoryInfo(AppContext.BaseDirectory).GetFiles("*.pdb", SearchOption.AllDirectories), f => f.Length > 20_000_000);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
