export {
  type CutStyle,
  type FileReply,
  type FileRequest,
  type FileServer,
  fileServer,
} from './file-server.ts';
