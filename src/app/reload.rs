//! Waits until the settings change on disk. The system tells; nothing is asked again and again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;

/// Editors write a file in several steps, a moment apart.
const QUIET: Duration = Duration::from_millis(300);

/// A watch over the folder of the settings.
#[derive(Debug)]
pub(super) struct Watch {
    folder: PathBuf,
    watcher: Option<RecommendedWatcher>,
    events: mpsc::Receiver<()>,
    /// Whether a change was heard and not yet told: whoever waited may have been interrupted.
    heard: bool,
}

impl Watch {
    /// Watches `folder`, which need not exist yet.
    pub(super) fn over(folder: &Path) -> Self {
        // One that waits stands for all that come meanwhile.
        let (sender, events) = mpsc::channel(1);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Our own reading is no change.
            if !event.is_ok_and(|it| it.kind.is_access()) {
                let _waits_already = sender.try_send(());
            }
        });
        let complain = |error: &notify::Error| {
            tracing::debug!(%error, "changes of the settings are seen at the next start");
        };
        let mut watch = Self {
            folder: folder.to_owned(),
            watcher: watcher.inspect_err(complain).ok(),
            events,
            heard: false,
        };
        watch.look();
        watch
    }

    /// The next change, after its burst; waits for ever where nothing can be watched. Interrupted, it loses none.
    pub(super) async fn changed(&mut self) {
        if !self.heard && self.events.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        self.heard = true;
        while let Ok(Some(())) = tokio::time::timeout(QUIET, self.events.recv()).await {}
        self.heard = false;
        // Folders may have come, or be other ones under their old names.
        self.look();
    }

    /// Watches what is there: the folder and that of the services, or the nearest folder in which it may appear.
    fn look(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let nearest = self.folder.ancestors().find(|it| it.is_dir());
        let services = self.folder.join("services");
        for place in nearest.into_iter().chain(Some(services.as_path()).filter(|it| it.is_dir())) {
            if let Err(error) = watcher.watch(place, RecursiveMode::NonRecursive) {
                tracing::debug!(%error, "a folder of the settings cannot be watched");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn sees(watch: &mut Watch) {
        tokio::time::timeout(Duration::from_secs(20), watch.changed()).await.expect("it is seen");
    }

    #[tokio::test]
    async fn a_change_is_not_lost_by_whoever_is_interrupted_while_it_calms_down() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::over(folder.path());
        fs::write(folder.path().join("streamdoctor.toml"), "version = 1\n").unwrap();
        while !watch.heard {
            tokio::select! {
                biased;
                () = watch.changed() => return,
                () = tokio::task::yield_now() => {}
            }
        }
        sees(&mut watch).await;
    }

    #[tokio::test]
    async fn an_edit_a_new_service_and_a_replaced_file_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::over(folder.path());
        let file = folder.path().join("streamdoctor.toml");
        fs::write(&file, "version = 1\n").unwrap();
        sees(&mut watch).await;
        fs::create_dir(folder.path().join("services")).unwrap();
        sees(&mut watch).await;
        fs::write(folder.path().join("services/x.toml"), "").unwrap();
        sees(&mut watch).await;
        // As many editors do.
        fs::write(folder.path().join("new"), "version = 1\n").unwrap();
        sees(&mut watch).await;
        fs::rename(folder.path().join("new"), &file).unwrap();
        sees(&mut watch).await;
    }

    #[tokio::test]
    async fn a_folder_that_is_made_later_is_seen() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("streamdoctor");
        let mut watch = Watch::over(&folder);
        fs::create_dir(&folder).unwrap();
        sees(&mut watch).await;
        fs::write(folder.join("streamdoctor.toml"), "").unwrap();
        sees(&mut watch).await;
    }
}
