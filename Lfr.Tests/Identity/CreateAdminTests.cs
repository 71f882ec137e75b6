using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

public sealed class CreateAdminTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("lfr-test-").FullName;

    [Fact]
    public async Task FirstAdministrator_IsMade_AndASecondIsNot()
    {
        Assert.Equal("Password (at least 12 characters): Robin Vale is the administrator and can sign in.", (await CreateAsync("a-long-enough-password")).Trim());

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => CreateAsync("a-long-enough-password"));

        Assert.Equal("There is an administrator already. Further people are added inside Lfr, by an administrator.", refusal.Message);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        using var client = app.Anybody();
        Assert.Equal("/home", (await LfrApp.SignInAsync(client, "robin@force.example", "a-long-enough-password")).Headers.Location?.OriginalString);
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Single(await scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>().GetUsersInRoleAsync(Roles.Administrator));
    }

    [Fact]
    public async Task ShortPassword_IsRefused_WithTheReason() =>
        Assert.Contains("at least 12 characters", (await Assert.ThrowsAsync<StartRefusedException>(() => CreateAsync("short"))).Message, StringComparison.Ordinal);

    public void Dispose()
    {
        // The application of the first test takes its folder with it.
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
    }

    private async Task<string> CreateAsync(string password)
    {
        await using var app = LfrHost.Build(["--email", "robin@force.example", "--name", "Robin Vale"], builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" }));
        using var input = new StringReader(password);
        await using var output = new StringWriter();
        await CreateAdmin.RunAsync(app, input, output, TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
