using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Notices.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Support;

/// <summary>Signs on the street for tests, in a picture that was drawn.</summary>
public static class StreetSigns
{
    /// <summary>The file of a picture of a sign; nobody is in it.</summary>
    public static string Picture => Repository.Combine("Lfr.Web", "Demo", "signs", "sign.jpg");

    /// <summary>Lists one sign and photographs it now. The test needs the models.</summary>
    public static async Task UpAsync(LfrApp app, Guid deploymentId, Actor? by = null)
    {
        var (cancel, now) = (TestContext.Current.CancellationToken, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        var sign = Guid.CreateVersion7(now);
        Given.Do(await app.Services.GetRequiredService<PlaceSign>().RunAsync(by ?? Given.Engagement, deploymentId, sign, Given.SignBeforeTheZone, cancel));
        Given.Do(await app.Services.GetRequiredService<PhotographSign>().RunAsync(
            by ?? Given.Engagement, deploymentId, sign, Guid.CreateVersion7(now), await File.ReadAllBytesAsync(Picture, cancel), null, cancel));
    }
}
