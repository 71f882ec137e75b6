using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Notices.Translations;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>A planner attaches the notice in another language as a PDF. The public gets it with the next publication.</summary>
[Milestone]
[Prepares(PreparedPart.Notice)]
public sealed class AttachTranslation(LfrTransaction transaction)
{
    /// <summary>Looks at the file, then keeps it as it is.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="fileId">Made by the caller: the same id twice is one file.</param>
    /// <param name="language">Language tag.</param>
    /// <param name="pdf">The file.</param>
    /// <param name="revisionRead">Revision of the notice that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid fileId, string language, byte[] pdf, long? revisionRead, CancellationToken cancellationToken)
    {
        // Looking takes longer than a transaction should; who may not write notices does not get it either.
        var problem = Permissions.WriteNotices.IsDoneBy(actor) ? await Task.Run(() => PdfCheck.Problem(pdf), cancellationToken) : null;
        return await transaction.For(this, actor, Subjects.NoticeOf(deploymentId)).By(Permissions.WriteNotices).Seen(revisionRead).RunAsync(async (context, notice, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayAnnounce() is { Succeeded: false } closed)
                return closed;
            if (problem is not null)
                return Outcome.Incomplete(problem, "Print the translation to a PDF from the program in which it was written, then choose that file.");
            if (notice.Attachments.Any(a => a.Id == fileId))
                return Outcome.Done;
            var attachment = new NoticeAttachment(fileId, language, Convert.ToHexStringLower(SHA256.HashData(pdf)), pdf.Length);
            var outcome = notice.Attach(attachment);
            if (outcome.Succeeded)
                context.Db.NoticeFiles.Add(NoticeFile.Of(fileId, deploymentId, pdf));
            return context.Did(outcome, $"Attached the notice in {attachment.LanguageName}.");
        }, cancellationToken);
    }
}
