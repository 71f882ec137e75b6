using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Mails;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Home.Mails;

/// <summary>The mail about what needs somebody: what, under which number, and where it is done. Names no person and no place, because mails leave Lfr.</summary>
internal static class TaskMailText
{
    /// <summary>The mail to <paramref name="address"/> about <paramref name="tasks"/>, which are at least one.</summary>
    public static Mail For(string address, IReadOnlyList<TaskMail> tasks, Uri site)
    {
        var count = Words.Count(tasks.Count, "task needs", "tasks need");
        var lines = tasks.Select(t => $"- {t.Sentence}\n  {new Uri(site, t.Path)}");
        return new Mail(
            tasks[0].Id,
            address,
            tasks.All(t => t.IsOfOwnAccount) ? "Lfr: about your account" : $"Lfr: {count} you",
            $"""
            {(tasks.All(t => t.IsOfOwnAccount) ? "Something happened to your account in Lfr:" : $"{count} you in Lfr:")}

            {string.Join("\n\n", lines)}

            Each link opens after you have signed in. When you get these mails is your choice: {new Uri(site, LfrRoutes.Account)}

            """);
    }
}
